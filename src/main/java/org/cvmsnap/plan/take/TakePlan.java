package org.cvmsnap.plan.take;

import java.util.List;
import org.cvmsnap.model.Proof;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Plan;

/**
 * How snapshots are taken.
 *
 * @param set the sources with the snapshots that are made of them
 * @param warnings why some of them will not be known to be clean, in sentences
 */
public record TakePlan(Plan plan, List<SnapshotPair> set, List<String> warnings) {
  public TakePlan {
    set = List.copyOf(set);
    warnings = List.copyOf(warnings);
  }

  /** How good the set will be known to be, if all goes well. */
  public Proof proof() {
    return warnings.isEmpty() ? Proof.CLEAN_BEFORE : Proof.UNCHECKED;
  }

  /** The volumes that are snapshotted, sorted. */
  public List<VolumeId> sources() {
    return set.stream().map(SnapshotPair::source).sorted().toList();
  }
}
