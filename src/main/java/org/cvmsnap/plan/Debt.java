package org.cvmsnap.plan;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.VolumeId;

/** What was taken from a guest, and the state that pays it back. */
public sealed interface Debt {
  GuestName guest();

  /** Whether the guest cannot be used while it is owed. */
  default boolean outage() {
    return true;
  }

  /** Whether the guest is not as it was while it is owed. */
  default boolean ofGuest() {
    return true;
  }

  /**
   * The guest was locked; paid when other nodes may lock it. It is incurred first, and so paid when
   * the guest is home.
   *
   * @param record this run's, which is removed after those of the dead: until then it keeps others
   *     from taking these over
   */
  record Locked(GuestName guest, Machine control, LockRecord record, List<LockRecord> dead)
      implements Debt {
    public Locked {
      dead = List.copyOf(dead);
    }

    @Override
    public boolean outage() {
      return false;
    }

    @Override
    public boolean ofGuest() {
      return false;
    }
  }

  /**
   * The service group was frozen; paid when it is not, which waits until the cluster manager sees
   * the guest where it is: it acts on what it last saw as soon as it may.
   *
   * @param resource the LDom resource in the group
   * @param online whether the guest was online
   * @param persistent the kind of freeze
   */
  record Frozen(
      GuestName guest,
      Machine control,
      String group,
      String resource,
      boolean online,
      boolean persistent)
      implements Debt {
    @Override
    public boolean outage() {
      return false;
    }
  }

  /**
   * The volume was made one that a single node at a time may open; paid when all may again. VxVM
   * wants it closed for that (Administrator's Guide, exclusive open), so it is incurred after the
   * domain is unbound, and paid before it is bound. The guest can be used while it is owed; only a
   * live migration, in which two nodes have its disks open, fails.
   */
  record Fenced(GuestName guest, Machine control, VolumeId volume) implements Debt {
    @Override
    public boolean outage() {
      return false;
    }
  }

  /**
   * A file system was unmounted; paid when it is mounted where and as it was.
   *
   * @param os the operating system in the guest
   * @param atBoot what the guest does with it by itself when it boots
   */
  record Unmounted(GuestName guest, Machine os, Mount mount, AtBoot atBoot) implements Debt {}

  /**
   * The domain was stopped; paid when it is active and its operating system has booted.
   *
   * @param exclusive the volumes that no other node may have open when it is started
   * @param owner the service group that might start it elsewhere
   */
  record Stopped(
      GuestName guest,
      Machine control,
      Machine os,
      Timeouts timeouts,
      List<VolumeId> exclusive,
      Optional<OwnerGroup> owner)
      implements Debt {
    public Stopped {
      exclusive = List.copyOf(exclusive);
    }
  }

  /**
   * The domain was unbound; paid when it is bound again.
   *
   * @param exclusive the volumes that must be open nowhere before it may be bound: those that
   *     nobody but this guest had open when it was surveyed
   * @param owner the service group that might start it elsewhere
   */
  record Unbound(
      GuestName guest, Machine control, List<VolumeId> exclusive, Optional<OwnerGroup> owner)
      implements Debt {
    public Unbound {
      exclusive = List.copyOf(exclusive);
    }

    /** Of a guest that no service group owns. */
    public Unbound(GuestName guest, Machine control, List<VolumeId> exclusive) {
      this(guest, control, exclusive, Optional.empty());
    }
  }
}
