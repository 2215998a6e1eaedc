package org.cvmsnap.plan.restore;

import java.util.List;
import org.cvmsnap.model.Mode;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.SnapshotRef;

/**
 * What the operator asks to be done with points in time of a guest's volumes.
 *
 * @param snapshots of which the points in time are
 * @param foreign whether snapshots that cvmsnap did not make are meant as well
 */
public record SnapshotSelection(
    OutageOptions outage, List<SnapshotRef> snapshots, boolean foreign) {
  public SnapshotSelection {
    snapshots = List.copyOf(snapshots);
    if (snapshots.isEmpty() || snapshots.stream().distinct().count() != snapshots.size()) {
      throw new IllegalArgumentException("each snapshot once, and at least one");
    }
  }

  /** The same, but the guest lets go of its volumes in that way. */
  public SnapshotSelection in(Mode mode) {
    return new SnapshotSelection(outage.in(mode), snapshots, foreign);
  }
}
