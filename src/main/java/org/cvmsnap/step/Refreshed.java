package org.cvmsnap.step;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.DataAmount;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.SnapshotRow;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.vxvm.Vxvm;

/**
 * Which snapshots are of a new point in time. VxVM tells of it by a new date, and by that nothing
 * has changed since. The date has no seconds, so that one within a minute of the old is not newer.
 *
 * @param newer those with a new date
 * @param equal those that differ in nothing from their sources
 * @param left those with the old date that differ
 */
record Refreshed(List<SnapshotPair> newer, List<SnapshotPair> equal, List<SnapshotPair> left) {

  static Refreshed seen(Vxvm vxvm, StepSpec.RefreshSnapshots spec)
      throws NotLearnedException, InterruptedException {
    List<SnapshotRow> rows = vxvm.snapshots(spec.group());
    List<SnapshotPair> newer = new ArrayList<>();
    List<SnapshotPair> equal = new ArrayList<>();
    List<SnapshotPair> left = new ArrayList<>();
    for (SnapshotPair pair : spec.pairs()) {
      SnapshotRow row = Restored.row(rows, spec.group(), pair);
      LocalDateTime before = spec.dates().get(pair.snapshot());
      if (before != null && row.date().filter(date -> date.isAfter(before)).isPresent()) {
        newer.add(pair);
      } else {
        Optional<DataAmount> change = row.change();
        (change.filter(DataAmount::nothing).isPresent() ? equal : left).add(pair);
      }
    }
    return new Refreshed(List.copyOf(newer), List.copyOf(equal), List.copyOf(left));
  }
}
