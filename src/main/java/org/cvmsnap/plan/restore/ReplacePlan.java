package org.cvmsnap.plan.restore;

import java.util.List;
import java.util.stream.Stream;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Plan;

/**
 * How the content of volumes, or of snapshots, is replaced.
 *
 * @param points what is known of the snapshots that are used
 * @param pairs these snapshots, each with its source
 * @param safety the snapshots that are made of the sources before
 * @param warnings what the operator should know before consenting
 */
public record ReplacePlan(
    Plan plan,
    Family family,
    List<SnapshotInfo> points,
    List<SnapshotPair> pairs,
    List<SnapshotPair> safety,
    List<String> warnings) {
  public ReplacePlan {
    points = List.copyOf(points);
    pairs = List.copyOf(pairs);
    safety = List.copyOf(safety);
    warnings = List.copyOf(warnings);
  }

  /** The disk groups of the sources and the snapshots. */
  public List<GroupName> groups() {
    return List.copyOf(SnapshotPair.byGroup(pairs).keySet());
  }

  /** All volumes that the plan changes or reads, sorted. */
  public List<VolumeId> volumes() {
    return pairs.stream()
        .flatMap(pair -> Stream.of(pair.source(), pair.snapshot()))
        .sorted()
        .toList();
  }
}
