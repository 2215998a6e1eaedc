package org.cvmsnap.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.DataAmount;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.SnapshotRow;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.plan.Family;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.vxvm.Vxvm;

/**
 * Which sources are what their snapshots are. A source shows its snapshot's content from the moment
 * at which VxVM has accepted the restore, while the copying goes on behind it (VxVM guide,
 * restoring a volume from an instant snapshot).
 *
 * @param copying the restored ones for which it goes on
 */
record Restored(List<SnapshotPair> done, List<SnapshotPair> left, List<SnapshotPair> copying) {

  static Restored seen(Vxvm vxvm, StepSpec.RestoreVolumes spec)
      throws NotLearnedException, InterruptedException {
    List<SnapshotPair> done = new ArrayList<>();
    List<SnapshotPair> left = new ArrayList<>();
    List<SnapshotPair> copying = new ArrayList<>();
    GroupLayout layout = vxvm.layout(spec.group());
    List<SnapshotRow> rows =
        spec.family() == Family.INSTANT ? vxvm.snapshots(spec.group()) : List.of();
    for (SnapshotPair pair : spec.pairs()) {
      if (layout.volume(pair.source()).isEmpty()) {
        throw new NotLearnedException("there is no volume " + pair.source() + " any more");
      }
      if (spec.family() == Family.TRADITIONAL) {
        // Its plexes have become mirrors of the source, and took its place (vxassist(1M)).
        (layout.volume(pair.snapshot()).isEmpty() ? done : left).add(pair);
      } else if (restoring(vxvm, spec.group(), pair.source())) {
        copying.add(pair);
        done.add(pair);
      } else {
        (equal(rows, spec.group(), pair) ? done : left).add(pair);
      }
    }
    return new Restored(List.copyOf(done), List.copyOf(left), List.copyOf(copying));
  }

  static boolean restoring(Vxvm vxvm, GroupName group, VolumeName source)
      throws NotLearnedException, InterruptedException {
    return vxvm.restoring(new VolumeId(group, source)).orElse(false);
  }

  /** Whether VxVM knows of no difference between a source and its snapshot. */
  static boolean equal(List<SnapshotRow> rows, GroupName group, SnapshotPair pair)
      throws NotLearnedException {
    Optional<DataAmount> change = row(rows, group, pair).change();
    return change
        .orElseThrow(
            () ->
                new NotLearnedException(
                    "VxVM does not say how much %s differs from %s"
                        .formatted(pair.snapshot(), pair.source())))
        .nothing();
  }

  static SnapshotRow row(List<SnapshotRow> rows, GroupName group, SnapshotPair pair)
      throws NotLearnedException {
    return rows.stream()
        .filter(row -> row.name().equals(pair.snapshot().value()))
        .filter(row -> row.parent().equals(Optional.of(pair.source().value())))
        .filter(row -> row.parentGroup().equals(Optional.of(group)))
        .findFirst()
        .orElseThrow(
            () ->
                new NotLearnedException(
                    pair.snapshot() + " is no snapshot of " + pair.source() + " any more"));
  }

  static String names(List<SnapshotPair> pairs) {
    return pairs.stream().map(pair -> pair.source().value()).collect(Collectors.joining(", "));
  }
}
