package org.cvmsnap.cluster;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeName;

/**
 * Which run has a guest, as the lock records in its disk group tell on every node.
 *
 * @param group that the records are in; empty where no disk of the guest is in a shared disk group,
 *     so that no other node could want the guest
 * @param dead those of runs whose nodes have left the cluster, oldest first
 * @param held the one after them, of a run that may be alive
 * @param room for another record, in sectors; empty where none is made, or VxVM does not tell
 */
public record GuestLock(
    Optional<GroupName> group,
    List<LockRecord> dead,
    Optional<LockRecord> held,
    OptionalLong room) {
  public static final GuestLock NONE = new GuestLock(Optional.empty(), List.of(), Optional.empty());

  public GuestLock {
    dead = List.copyOf(dead);
  }

  public GuestLock(Optional<GroupName> group, List<LockRecord> dead, Optional<LockRecord> held) {
    this(group, dead, held, OptionalLong.empty());
  }

  /** The same, with the room that there is for another record. */
  GuestLock with(OptionalLong newRoom) {
    return new GuestLock(group, dead, held, newRoom);
  }

  /** The same for a run that makes no record: it is kept from nothing but what it was before. */
  GuestLock without() {
    return new GuestLock(Optional.empty(), dead, held);
  }

  /** The name that the record after all those of the dead has, or would have. */
  public static VolumeName name(GuestName guest, List<LockRecord> dead) {
    return LockRecord.name(guest.value(), dead);
  }

  /** What keeps a run on {@code here} from beginning; empty where nothing does. */
  public Optional<Refusal> refusal(GuestName guest, Machine here) {
    return held.map(record -> record.refusal(guest, here))
        .or(() -> dead.stream().reduce((first, last) -> last).map(record -> record.left(guest)));
  }

  /** What is said where the disk group has no room for the record; empty where it may have. */
  public Optional<Refusal> full(GuestName guest) {
    return group
        .filter(in -> room.isPresent() && room.getAsLong() < LockRecord.SECTORS)
        .map(in -> LockRecord.full(in, guest.value()));
  }
}
