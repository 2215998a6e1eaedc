package org.cvmsnap.plan;

import java.util.List;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.run.Plan;

/** What came of a request to take snapshots: a plan, or the reasons why not. */
public sealed interface TakeDecision {
  /**
   * It can be done, like this.
   *
   * @param group of the sources
   * @param snapshotGroup of the snapshots
   */
  record Planned(Plan plan, GroupName group, GroupName snapshotGroup, List<SnapshotPair> set)
      implements TakeDecision {
    public Planned {
      set = List.copyOf(set);
    }
  }

  /** It is not done, and nothing was touched. There is at least one reason. */
  record Refused(List<Refusal> refusals) implements TakeDecision {
    public Refused {
      refusals = List.copyOf(refusals);
      if (refusals.isEmpty()) {
        throw new IllegalArgumentException("refused for no reason");
      }
    }
  }
}
