package org.cvmsnap.cluster;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cvmsnap.model.DataAmount;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.SnapshotRow;
import org.cvmsnap.model.SnapshotType;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.model.VolumeRecord;

/** The snapshots of one disk group, out of its layout, VxVM's own list, and cvmsnap's tags. */
final class SnapshotCatalogue {
  private final GroupFacts group;
  private final GroupLayout layout;

  SnapshotCatalogue(GroupFacts group) {
    this.group = group;
    this.layout = group.layout();
  }

  /** Every volume that VxVM lists as a snapshot, or that carries the mark of one. */
  List<SnapshotInfo> snapshots() {
    List<SnapshotInfo> snapshots = new ArrayList<>();
    for (VolumeRecord volume : layout.dataVolumes()) {
      Optional<SnapshotRow> row = group.row(volume.name());
      Map<String, String> marks = group.tags(volume.name());
      if (row.filter(each -> !each.linkedMirror()).isPresent() || marks.containsKey(Tags.RUN)) {
        snapshots.add(info(volume, row, marks));
      }
    }
    return List.copyOf(snapshots);
  }

  private SnapshotInfo info(
      VolumeRecord volume, Optional<SnapshotRow> row, Map<String, String> marks) {
    Optional<VolumeName> source =
        row.flatMap(SnapshotRow::parent)
            .or(() -> Optional.ofNullable(marks.get(Tags.SOURCE)))
            .map(VolumeName::new);
    return new SnapshotInfo(
        new VolumeId(layout.group(), volume.name()),
        source,
        Optional.ofNullable(marks.get(Tags.KIND))
            .orElseGet(() -> kind(row.flatMap(SnapshotRow::typeWord).orElse(""))),
        Optional.ofNullable(marks.get(Tags.TAKEN))
            .or(() -> row.flatMap(SnapshotRow::date).map(LocalDateTime::toString)),
        volume.sectors(),
        percent(row.flatMap(SnapshotRow::change)),
        percent(row.flatMap(SnapshotRow::synced)),
        Optional.ofNullable(marks.get(Tags.GUEST)),
        Optional.ofNullable(marks.get(Tags.RUN)),
        troubles(volume, row, marks));
  }

  private static OptionalDouble percent(Optional<DataAmount> amount) {
    return amount.isPresent() ? OptionalDouble.of(amount.get().percent()) : OptionalDouble.empty();
  }

  /** VxVM's word for a kind (vxsnap(1M), list), in cvmsnap's. */
  private static String kind(String word) {
    return switch (SnapshotType.of(word)) {
      case BROKEN_OFF_MIRROR -> "break-off";
      case FULL_SIZED -> "full";
      case SPACE_OPTIMIZED -> "space-optimized";
      case BROKEN_OFF_VOLUME -> "linked";
      default -> word.isEmpty() ? "unknown" : word;
    };
  }

  private List<String> troubles(
      VolumeRecord volume, Optional<SnapshotRow> row, Map<String, String> marks) {
    List<String> troubles = new ArrayList<>();
    if (!volume.enabledAndActive()) {
      troubles.add(
          volume.kernelState().equals("ENABLED")
              ? volume.state()
              : volume.kernelState() + "/" + volume.state());
    }
    layout
        .cacheOf(volume.name())
        .filter(cache -> !cache.kernelState().equals("ENABLED"))
        .ifPresent(cache -> troubles.add("cache " + cache.name() + " is " + cache.kernelState()));
    if (volume.state().equals("INVALID")) {
      layout
          .cacheOf(volume.name())
          .ifPresent(
              cache -> troubles.add("lost with what cache " + cache.name() + " had no room for"));
    }
    row.flatMap(SnapshotRow::synced)
        .filter(synced -> !synced.all())
        .filter(synced -> row.filter(it -> it.isA(SnapshotType.SPACE_OPTIMIZED)).isEmpty())
        .ifPresent(synced -> troubles.add("unsynchronized"));
    if (row.isEmpty() && layout.dcoOf(volume.name()).isPresent()) {
      troubles.add("dissociated");
    }
    if (row.filter(SnapshotRow::linkedMirror).isPresent()) {
      troubles.add("a mirror again");
    }
    int missing = missing(marks);
    if (missing > 0) {
      troubles.add(missing + " of its set missing");
    }
    return troubles;
  }

  /** How many snapshots of its set are gone: the set is not what was taken any more. */
  private int missing(Map<String, String> marks) {
    String run = marks.get(Tags.RUN);
    if (run == null) {
      return 0;
    }
    long there =
        layout.dataVolumes().stream()
            .filter(each -> run.equals(group.tags(each.name()).get(Tags.RUN)))
            .count();
    try {
      return (int) (Long.parseLong(marks.getOrDefault(Tags.SET, "1")) - there);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
