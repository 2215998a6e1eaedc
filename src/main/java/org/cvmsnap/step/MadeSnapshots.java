package org.cvmsnap.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.CutShort;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.DataAmount;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.SnapshotRow;
import org.cvmsnap.model.VolumeRecord;
import org.cvmsnap.vxvm.Vxvm;

/**
 * What is there of the snapshots that a run makes.
 *
 * @param there those that exist as snapshots, whatever their state
 * @param good those of them that are what was asked for
 * @param rows what VxVM lists of them
 */
record MadeSnapshots(List<SnapshotPair> there, List<SnapshotPair> good, List<SnapshotRow> rows) {

  static MadeSnapshots seen(Vxvm vxvm, MakeSnapshots step)
      throws NotLearnedException, InterruptedException {
    SnapshotStorage storage = step.storage();
    GroupLayout layout = vxvm.layout(step.snapshotGroup());
    boolean volumes = step.set().stream().anyMatch(pair -> snapshot(layout, pair).isPresent());
    if (!volumes) {
      return new MadeSnapshots(List.of(), List.of(), List.of());
    }
    List<SnapshotRow> rows = storage.listed() ? vxvm.snapshots(step.snapshotGroup()) : List.of();
    List<SnapshotPair> there =
        step.set().stream()
            .filter(pair -> snapshot(layout, pair).isPresent())
            .filter(pair -> !storage.intoVolumes() || isSnapshot(rows, pair))
            .toList();
    GroupLayout sources =
        step.snapshotGroup().equals(step.group()) ? layout : vxvm.layout(step.group());
    List<SnapshotPair> good = new ArrayList<>();
    for (SnapshotPair pair : there) {
      Optional<VolumeRecord> source = sources.volume(pair.source().name());
      boolean sound =
          snapshot(layout, pair)
              .filter(VolumeRecord::enabledAndActive)
              .filter(volume -> source.filter(of -> of.sectors() == volume.sectors()).isPresent())
              .isPresent();
      if (sound && (!storage.listed() || asAsked(rows, storage, pair))) {
        good.add(pair);
      }
    }
    return new MadeSnapshots(there, List.copyOf(good), rows);
  }

  private static Optional<VolumeRecord> snapshot(GroupLayout layout, SnapshotPair pair) {
    return layout.volume(pair.snapshot().name());
  }

  private static boolean isSnapshot(List<SnapshotRow> rows, SnapshotPair pair) {
    return rows.stream()
        .filter(row -> row.name().equals(pair.snapshot().name().value()))
        .filter(row -> !row.linkedMirror())
        .anyMatch(row -> row.parent().isPresent());
  }

  /**
   * Only VxVM's own list makes a volume of that name a snapshot, of that source and kind, and
   * complete where its kind is so from the start.
   */
  private static boolean asAsked(
      List<SnapshotRow> rows, SnapshotStorage storage, SnapshotPair pair) {
    return rows.stream()
        .filter(row -> row.isOf(pair))
        .filter(row -> row.isA(storage.type()))
        .anyMatch(row -> !storage.completeAtOnce() || complete(row));
  }

  private static boolean complete(SnapshotRow row) {
    return row.synced().map(DataAmount::all).orElse(true);
  }

  /**
   * Whether all are what a process made that has died since, and show what the sources hold now.
   */
  boolean shownSince(SamePoint point, CutShort cut)
      throws NotLearnedException, InterruptedException {
    for (SnapshotPair pair : good) {
      Optional<SnapshotRow> row = rows.stream().filter(each -> each.isOf(pair)).findFirst();
      if (row.filter(SnapshotRow::unchanged).isEmpty() || !point.givenBy(cut, row.get().date())) {
        return false;
      }
    }
    return true;
  }

  /** How much of a snapshot is complete, where VxVM says so. */
  Optional<DataAmount> synced(SnapshotPair pair) {
    return rows.stream()
        .filter(row -> row.name().equals(pair.snapshot().name().value()))
        .findFirst()
        .flatMap(SnapshotRow::synced);
  }
}
