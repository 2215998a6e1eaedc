package org.cvmsnap.cluster;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.model.VolumeRecord;

/**
 * Snapshots that are not started, or have lost their content: what is written to their source is
 * kept track of for them all the same, which can hang the source's I/O (vendor note 100000565).
 */
final class BrokenSnapshots {
  private BrokenSnapshots() {}

  /**
   * A sentence for each that one of the volumes has.
   *
   * @param groups in which the volumes are, with their snapshots
   */
  static List<String> hazards(Collection<VolumeId> volumes, Map<GroupName, GroupFacts> groups) {
    return groups.values().stream().flatMap(group -> hazards(volumes, group)).toList();
  }

  private static Stream<String> hazards(Collection<VolumeId> volumes, GroupFacts group) {
    return group.layout().dataVolumes().stream()
        .filter(BrokenSnapshots::broken)
        .flatMap(
            snapshot ->
                source(group, snapshot)
                    .filter(volumes::contains)
                    .map(source -> hazard(group, snapshot, source))
                    .stream());
  }

  private static boolean broken(VolumeRecord snapshot) {
    return !snapshot.kernelState().equals("ENABLED") || snapshot.invalid();
  }

  private static Optional<VolumeId> source(GroupFacts group, VolumeRecord snapshot) {
    return group
        .row(snapshot.name())
        .flatMap(
            row ->
                row.parent()
                    .flatMap(VolumeName::of)
                    .map(name -> new VolumeId(row.parentGroup().orElse(group.name()), name)));
  }

  private static String hazard(GroupFacts group, VolumeRecord snapshot, VolumeId source) {
    VolumeId id = new VolumeId(group.name(), snapshot.name());
    String foreign = group.tags(snapshot.name()).containsKey(Tags.RUN) ? "" : " --foreign";
    String start =
        snapshot.invalid()
            ? ""
            : "start it (vxvol -g %s start %s), or ".formatted(group.name(), snapshot.name());
    return "Snapshot %s of %s is %s/%s, which can hang the I/O of %s: %sremove it (cvmsnap remove %s%s)."
        .formatted(
            id,
            source.name(),
            snapshot.kernelState(),
            snapshot.state(),
            source.name(),
            start,
            id,
            foreign);
  }
}
