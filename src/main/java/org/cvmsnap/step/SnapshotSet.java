package org.cvmsnap.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.DataAmount;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.SnapshotRow;
import org.cvmsnap.model.VolumeRecord;
import org.cvmsnap.plan.Family;
import org.cvmsnap.plan.Making;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.vxvm.Vxvm;

/**
 * What is there of the snapshots that a run makes.
 *
 * @param there those that exist as snapshots, whatever their state
 * @param good those of them that are what was asked for
 * @param rows what VxVM lists of them
 */
record SnapshotSet(List<SnapshotPair> there, List<SnapshotPair> good, List<SnapshotRow> rows) {

  static SnapshotSet seen(Vxvm vxvm, StepSpec.MakeSnapshots spec)
      throws NotLearnedException, InterruptedException {
    GroupLayout layout = vxvm.layout(spec.snapshotGroup());
    boolean volumes =
        spec.set().stream().anyMatch(pair -> layout.volume(pair.snapshot()).isPresent());
    if (!volumes) {
      return new SnapshotSet(List.of(), List.of(), List.of());
    }
    List<SnapshotRow> rows = listed(spec) ? vxvm.snapshots(spec.snapshotGroup()) : List.of();
    List<SnapshotPair> there =
        spec.set().stream()
            .filter(pair -> layout.volume(pair.snapshot()).isPresent())
            .filter(pair -> !spec.making().intoVolumes() || isSnapshot(rows, pair))
            .toList();
    GroupLayout sources =
        spec.snapshotGroup().equals(spec.group()) ? layout : vxvm.layout(spec.group());
    List<SnapshotPair> good = new ArrayList<>();
    for (SnapshotPair pair : there) {
      Optional<VolumeRecord> snapshot = layout.volume(pair.snapshot());
      Optional<VolumeRecord> source = sources.volume(pair.source());
      boolean sound =
          snapshot.isPresent()
              && source.isPresent()
              && snapshot.get().enabledAndActive()
              && snapshot.get().sectors() == source.get().sectors();
      if (sound && (!listed(spec) || asAsked(rows, spec, pair))) {
        good.add(pair);
      }
    }
    return new SnapshotSet(there, List.copyOf(good), rows);
  }

  /** Traditional snapshots are not in VxVM's list of instant ones. */
  private static boolean listed(StepSpec.MakeSnapshots spec) {
    return !spec.making().equals(new Making.Mirrors(Family.TRADITIONAL));
  }

  private static boolean isSnapshot(List<SnapshotRow> rows, SnapshotPair pair) {
    return rows.stream()
        .filter(row -> row.name().equals(pair.snapshot().value()))
        .filter(row -> !row.linkedMirror())
        .anyMatch(row -> row.parent().isPresent());
  }

  /**
   * Only VxVM's own list makes a volume of that name a snapshot, of that source and kind, and
   * complete where its kind is so from the start.
   */
  private static boolean asAsked(
      List<SnapshotRow> rows, StepSpec.MakeSnapshots spec, SnapshotPair pair) {
    return rows.stream()
        .filter(row -> row.name().equals(pair.snapshot().value()))
        .filter(row -> row.parent().equals(Optional.of(pair.source().value())))
        .filter(row -> row.parentGroup().equals(Optional.of(spec.group())))
        .filter(row -> row.isA(spec.making().snapType()))
        .anyMatch(row -> !spec.making().completeAtOnce() || complete(row));
  }

  private static boolean complete(SnapshotRow row) {
    return row.synced().map(DataAmount::all).orElse(true);
  }

  /** How much of a snapshot is complete, where VxVM says so. */
  Optional<DataAmount> synced(SnapshotPair pair) {
    return rows.stream()
        .filter(row -> row.name().equals(pair.snapshot().value()))
        .findFirst()
        .flatMap(SnapshotRow::synced);
  }
}
