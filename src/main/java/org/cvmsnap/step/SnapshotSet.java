package org.cvmsnap.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.SnapshotRow;
import org.cvmsnap.model.VolumeRecord;
import org.cvmsnap.plan.Family;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.vxvm.Vxvm;

/** What is there of the snapshots that a run makes. */
record SnapshotSet(List<SnapshotPair> there, List<SnapshotPair> good) {

  static SnapshotSet seen(Vxvm vxvm, StepSpec.MakeSnapshots spec)
      throws NotLearnedException, InterruptedException {
    GroupLayout layout = vxvm.layout(spec.group());
    List<SnapshotPair> there =
        spec.set().stream().filter(pair -> layout.volume(pair.snapshot()).isPresent()).toList();
    if (there.isEmpty()) {
      return new SnapshotSet(there, List.of());
    }
    List<SnapshotRow> rows =
        spec.family() == Family.INSTANT ? vxvm.snapshots(spec.group()) : List.of();
    List<SnapshotPair> good = new ArrayList<>();
    for (SnapshotPair pair : there) {
      Optional<VolumeRecord> snapshot = layout.volume(pair.snapshot());
      Optional<VolumeRecord> source = layout.volume(pair.source());
      boolean sound =
          snapshot.isPresent()
              && source.isPresent()
              && snapshot.get().enabledAndActive()
              && snapshot.get().sectors() == source.get().sectors();
      if (sound && (spec.family() == Family.TRADITIONAL || isSnapshot(rows, spec, pair))) {
        good.add(pair);
      }
    }
    return new SnapshotSet(there, List.copyOf(good));
  }

  /** Only VxVM's own list makes a volume of that name a snapshot of that source. */
  private static boolean isSnapshot(
      List<SnapshotRow> rows, StepSpec.MakeSnapshots spec, SnapshotPair pair) {
    return rows.stream()
        .anyMatch(
            row ->
                row.name().equals(pair.snapshot().value())
                    && row.parent().equals(Optional.of(pair.source().value()))
                    && row.parentGroup().equals(Optional.of(spec.group())));
  }
}
