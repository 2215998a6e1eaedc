package org.cvmsnap.plan;

import java.util.List;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.run.Plan;

/** What came of a request that is about points in time: a plan, or the reasons why not. */
public sealed interface PointDecision {
  /**
   * It can be done, like this.
   *
   * @param points what is known of the snapshots that are used
   * @param pairs these snapshots, each with its source
   * @param safety the snapshots that are made of the sources before
   * @param warnings what the operator should know before consenting
   */
  record Planned(
      Plan plan,
      GroupName group,
      Family family,
      List<SnapshotInfo> points,
      List<SnapshotPair> pairs,
      List<SnapshotPair> safety,
      List<String> warnings)
      implements PointDecision {
    public Planned {
      points = List.copyOf(points);
      pairs = List.copyOf(pairs);
      safety = List.copyOf(safety);
      warnings = List.copyOf(warnings);
    }
  }

  /** It is not done, and nothing was touched. There is at least one reason. */
  record Refused(List<Refusal> refusals) implements PointDecision {
    public Refused {
      refusals = List.copyOf(refusals);
      if (refusals.isEmpty()) {
        throw new IllegalArgumentException("refused for no reason");
      }
    }
  }
}
