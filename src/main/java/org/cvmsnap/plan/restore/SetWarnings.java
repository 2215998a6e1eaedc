package org.cvmsnap.plan.restore;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.cluster.SelectionFacts;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.VolumeName;

/** Warns of sets of snapshots of which only a part is used. */
final class SetWarnings {
  private SetWarnings() {}

  /**
   * The warnings, a sentence each.
   *
   * @param consequence what becomes of the others
   */
  static List<String> of(SelectedSnapshots points, SelectionFacts facts, String consequence) {
    return points.snapshots().stream()
        .filter(each -> each.set().isPresent())
        .flatMap(each -> warning(each, points, facts, consequence).stream())
        .distinct()
        .toList();
  }

  private static Optional<String> warning(
      SnapshotInfo snapshot, SelectedSnapshots points, SelectionFacts facts, String consequence) {
    List<SnapshotInfo> others =
        facts.snapshots().stream()
            .filter(each -> each.set().equals(snapshot.set()))
            .filter(each -> !points.ids().contains(each.id()))
            .filter(each -> !each.source().equals(snapshot.source()))
            .toList();
    if (others.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "%s was taken in one instant with %s; %s."
            .formatted(
                snapshot.id().name(),
                String.join(
                    ", ",
                    others.stream().map(each -> each.id().name()).map(VolumeName::value).toList()),
                consequence));
  }
}
