package org.cvmsnap.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.model.Dco;
import org.cvmsnap.model.Plex;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.SnapshotRow;
import org.cvmsnap.model.SnapshotType;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeRecord;

/**
 * All that is known of one snapshot.
 *
 * @param row VxVM's own entry; empty for a traditional snapshot, and once it is dissociated
 * @param associated whether it still is tied to its source, as far as VxVM tells
 * @param sourceRecord the source's record; empty where it is gone, or not known
 * @param children the snapshots of this snapshot
 * @param restoring that its source is, or may be, being made what one of its snapshots is
 */
public record SnapshotFacts(
    SnapshotInfo info,
    SnapshotTarget target,
    Optional<SnapshotRow> row,
    boolean associated,
    Optional<VolumeRecord> sourceRecord,
    List<Plex> plexes,
    Optional<Dco> dco,
    Map<String, String> tags,
    List<VolumeId> children,
    Optional<Restoring> restoring,
    VolumeUse use) {
  public SnapshotFacts {
    plexes = List.copyOf(plexes);
    tags = Map.copyOf(tags);
    children = List.copyOf(children);
  }

  /** The same while that is, or may be, copied. */
  SnapshotFacts during(Optional<Restoring> copy) {
    return new SnapshotFacts(
        info, target, row, associated, sourceRecord, plexes, dco, tags, children, copy, use);
  }

  public VolumeId id() {
    return info.id();
  }

  /** Whether it is a mirror of its source again, and no point in time any more. */
  public boolean mirror() {
    return row.filter(SnapshotRow::linkedMirror).isPresent();
  }

  public boolean spaceOptimized() {
    return row.filter(each -> each.isA(SnapshotType.SPACE_OPTIMIZED)).isPresent()
        || info.kind().equals("space-optimized");
  }

  public boolean pinned() {
    return Pin.on(tags);
  }
}
