package org.cvmsnap.model;

import java.time.LocalDateTime;
import java.util.Optional;

/**
 * One object in VxVM's list of snapshots: a source, a snapshot, or a mirror that may become one.
 *
 * @param name of the volume, plex or volume set
 * @param objectType vol, plex, vset or compvol
 * @param typeWord VxVM's word for the type, such as mirbrk; empty for what is no snapshot
 * @param parent what it is a snapshot of
 * @param date when it was taken or last refreshed, in UTC where VxVM goes by TZ, which commands are
 *     given
 * @param change how much differs from the parent
 * @param synced how much of it is complete
 */
public record SnapshotRow(
    String name,
    GroupName group,
    String objectType,
    Optional<String> typeWord,
    Optional<String> parent,
    Optional<GroupName> parentGroup,
    Optional<LocalDateTime> date,
    Optional<DataAmount> change,
    Optional<DataAmount> synced) {

  /** What kind of snapshot it is; empty for what is none. */
  public Optional<SnapshotType> snapType() {
    return typeWord.map(SnapshotType::of);
  }

  public boolean isA(SnapshotType type) {
    return snapType().equals(Optional.of(type));
  }

  /** Whether it is a volume that follows the parent as its linked mirror, and no point in time. */
  public boolean linkedMirror() {
    return isA(SnapshotType.LINKED_MIRROR);
  }

  /** Whether VxVM says that nothing differs from the parent. */
  public boolean unchanged() {
    return change.filter(DataAmount::nothing).isPresent();
  }

  /** Whether it is that snapshot, of that source. */
  public boolean isOf(SnapshotPair pair) {
    return name.equals(pair.snapshot().name().value())
        && parent.equals(Optional.of(pair.source().name().value()))
        && parentGroup.equals(Optional.of(pair.source().group()));
  }
}
