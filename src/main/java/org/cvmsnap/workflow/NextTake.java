package org.cvmsnap.workflow;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.cluster.Catalogue;
import org.cvmsnap.cluster.SnapshotFacts;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.model.CacheObject;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeRecord;
import org.cvmsnap.plan.take.BreakOff;
import org.cvmsnap.plan.take.FullSized;
import org.cvmsnap.plan.take.Kind;
import org.cvmsnap.plan.take.Linked;
import org.cvmsnap.plan.take.SpaceOptimized;
import org.cvmsnap.plan.take.TakeRequest;

/** The take that would follow on the last one of the same volumes: same guest, same kind. */
final class NextTake {
  private NextTake() {}

  /**
   * It; empty where the last one does not tell, such as which plex was broken off.
   *
   * @param last a snapshot that it made
   * @param volumes of the guest, in one disk group
   */
  static Optional<TakeRequest> after(
      Catalogue catalogue, SnapshotFacts last, GuestName guest, List<VolumeId> volumes) {
    GroupName group = volumes.get(0).group();
    return kind(catalogue, last, group)
        .map(
            kind ->
                new TakeRequest(
                    OutageOptions.usual(guest, Optional.empty()),
                    volumes.stream().map(SnapshotRef::to).toList(),
                    Optional.empty(),
                    kind));
  }

  private static Optional<Kind> kind(Catalogue catalogue, SnapshotFacts last, GroupName group) {
    GroupName at = last.id().group();
    return switch (last.info().kind()) {
      case "break-off" -> Optional.of(new BreakOff());
      case "full" -> Optional.of(new FullSized(false));
      case "linked" -> Optional.of(new Linked(Optional.of(at).filter(each -> !each.equals(group))));
      case "space-optimized" -> {
        GroupLayout layout = catalogue.group(at).layout();
        yield layout.cacheOf(last.id().name()).map(cache -> optimized(layout, cache, last));
      }
      default -> Optional.empty();
    };
  }

  /** With the same cache; one that cvmsnap made for its set is made anew, as large. */
  private static Kind optimized(GroupLayout layout, CacheObject cache, SnapshotFacts last) {
    if (!last.tags().containsKey(Tags.CACHE)) {
      return new SpaceOptimized(Optional.of(cache.name()), 0);
    }
    long sectors = layout.volume(cache.cacheVolume()).map(VolumeRecord::sectors).orElse(0L);
    return new SpaceOptimized(Optional.empty(), sectors);
  }
}
