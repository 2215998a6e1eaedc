package org.cvmsnap.plan.take;

import java.util.List;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Plan;

/** How snapshots are taken: the plan, and the sources with the snapshots that it makes. */
public record TakePlan(Plan plan, List<SnapshotPair> set) {
  public TakePlan {
    set = List.copyOf(set);
  }

  /** The volumes that are snapshotted, sorted. */
  public List<VolumeId> sources() {
    return set.stream().map(SnapshotPair::source).sorted().toList();
  }
}
