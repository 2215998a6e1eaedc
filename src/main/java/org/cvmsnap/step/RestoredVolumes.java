package org.cvmsnap.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.CutShort;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.DataAmount;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.SnapshotRow;
import org.cvmsnap.vxvm.Vxvm;

/**
 * Which sources are what their snapshots are. A source shows its snapshot's content from the moment
 * at which VxVM has accepted the restore, while the copying goes on behind it (VxVM guide,
 * restoring a volume from an instant snapshot).
 *
 * @param copying the restored ones for which it goes on
 * @param rows what VxVM lists of instant snapshots
 */
record RestoredVolumes(
    List<SnapshotPair> done,
    List<SnapshotPair> left,
    List<SnapshotPair> copying,
    List<SnapshotRow> rows) {

  static RestoredVolumes seen(Vxvm vxvm, RestoreVolumes step)
      throws NotLearnedException, InterruptedException {
    List<SnapshotPair> done = new ArrayList<>();
    List<SnapshotPair> left = new ArrayList<>();
    List<SnapshotPair> copying = new ArrayList<>();
    GroupName group = SnapshotPair.group(step.pairs());
    GroupLayout layout = vxvm.layout(group);
    List<SnapshotRow> rows = step.family() == Family.INSTANT ? vxvm.snapshots(group) : List.of();
    for (SnapshotPair pair : step.pairs()) {
      if (layout.volume(pair.source().name()).isEmpty()) {
        throw new NotLearnedException("there is no volume " + pair.source().name() + " any more");
      }
      if (step.family() == Family.TRADITIONAL) {
        // Its plexes have become mirrors of the source, and took its place (vxassist(1M)).
        (layout.volume(pair.snapshot().name()).isEmpty() ? done : left).add(pair);
      } else if (vxvm.restoring(pair.source()).orElse(false)) {
        copying.add(pair);
        done.add(pair);
      } else {
        (equal(rows, pair) ? done : left).add(pair);
      }
    }
    return new RestoredVolumes(List.copyOf(done), List.copyOf(left), List.copyOf(copying), rows);
  }

  /** Whether a source is what its snapshot was when a process died. */
  boolean showsAsBefore(SnapshotPair pair, SamePoint point, CutShort cut)
      throws NotLearnedException, InterruptedException {
    return equal(rows, pair) && point.notSince(cut, row(rows, pair).date());
  }

  /** Whether VxVM knows of no difference between a source and its snapshot. */
  private static boolean equal(List<SnapshotRow> rows, SnapshotPair pair)
      throws NotLearnedException {
    Optional<DataAmount> change = row(rows, pair).change();
    return change
        .orElseThrow(
            () ->
                new NotLearnedException(
                    "VxVM does not say how much %s differs from %s"
                        .formatted(pair.snapshot().name(), pair.source().name())))
        .nothing();
  }

  /** VxVM's entry of the pair. */
  static SnapshotRow row(List<SnapshotRow> rows, SnapshotPair pair) throws NotLearnedException {
    return rows.stream()
        .filter(row -> row.isOf(pair))
        .findFirst()
        .orElseThrow(
            () ->
                new NotLearnedException(
                    "%s is no snapshot of %s any more"
                        .formatted(pair.snapshot().name(), pair.source().name())));
  }
}
