package org.cvmsnap.plan;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;

/** One step of a plan, as data: what is to be so, where, when, and the debt that it incurs. */
public sealed interface StepSpec {
  Phase phase();

  /** What it takes from the guest; empty where it takes nothing. */
  default Optional<Debt> debt() {
    return Optional.empty();
  }

  /**
   * Whether it changes for good what no other step brings back, so that from its first act on the
   * run cannot be undone, and has to say so while nobody knows what came of it.
   */
  default boolean lasting() {
    return false;
  }

  /**
   * Whether it secures what the run has made, and so is done after the return even if the run has
   * failed, once that cannot be undone.
   */
  default boolean secures() {
    return false;
  }

  /** Whether a run that fails takes it back, rather than being finished later. */
  default boolean takenBack() {
    return false;
  }

  /** Whether it only watches, so that nothing is left half done where it is not reached. */
  default boolean watches() {
    return false;
  }

  /** A step of a control domain, as all are but those inside the guest. */
  sealed interface OfControlDomain extends StepSpec {
    Machine control();
  }

  /** A step that runs while the guest still works, or needs no guest to be down. */
  sealed interface Preparing extends OfControlDomain {
    @Override
    default Phase phase() {
      return Phase.PREPARE;
    }
  }

  /** A step that runs while the guest is being taken down, or is down. */
  sealed interface InOutage extends OfControlDomain {
    @Override
    default Phase phase() {
      return Phase.OUTAGE;
    }
  }

  /** A step that runs when the guest is back. */
  sealed interface Following extends OfControlDomain {
    @Override
    default Phase phase() {
      return Phase.AFTER;
    }
  }

  /**
   * No run on another node has the guest: the record in its disk group is this run's.
   *
   * @param dead the records of runs that were there before, and whose nodes have left the cluster
   */
  record LockGuest(GuestName guest, Machine control, LockRecord record, List<LockRecord> dead)
      implements Preparing {
    public LockGuest {
      dead = List.copyOf(dead);
    }

    @Override
    public Optional<Debt> debt() {
      return Optional.of(new Debt.Locked(guest, control, record, dead));
    }
  }

  /** The volume has a synchronized snapshot mirror to break off. */
  record AttachMirror(Machine control, VolumeId volume, Family family) implements Preparing {}

  /**
   * The cluster manager leaves the guest alone.
   *
   * @param resource the LDom resource in the group
   * @param online whether the guest is online
   * @param persistent whether that is to last when the cluster manager's engine restarts
   */
  record FreezeGroup(
      GuestName guest,
      Machine control,
      String group,
      String resource,
      boolean online,
      boolean persistent)
      implements InOutage {
    @Override
    public Optional<Debt> debt() {
      return Optional.of(new Debt.Frozen(guest, control, group, resource, online, persistent));
    }
  }

  /**
   * The file system is not mounted in the guest.
   *
   * @param remount whether that is a debt; otherwise it stays unmounted, as the operator asked
   */
  record Unmount(
      GuestName guest, Machine os, Mount mount, AtBoot atBoot, boolean remount, Timeouts timeouts)
      implements StepSpec {
    @Override
    public Phase phase() {
      return Phase.OUTAGE;
    }

    @Override
    public Optional<Debt> debt() {
      return remount ? Optional.of(new Debt.Unmounted(guest, os, mount, atBoot)) : Optional.empty();
    }
  }

  /**
   * The domain is bound and not running.
   *
   * @param force whether it may be stopped without its operating system being asked, once asking
   *     has not helped
   * @param exclusive the volumes that no other node may have open when it is started again
   * @param owner the service group that might start it elsewhere
   */
  record StopDomain(
      GuestName guest,
      Machine control,
      Machine os,
      boolean force,
      Timeouts timeouts,
      List<VolumeId> exclusive,
      Optional<OwnerGroup> owner)
      implements InOutage {
    public StopDomain {
      exclusive = List.copyOf(exclusive);
    }

    /** Of a guest that no service group owns. */
    public StopDomain(
        GuestName guest,
        Machine control,
        Machine os,
        boolean force,
        Timeouts timeouts,
        List<VolumeId> exclusive) {
      this(guest, control, os, force, timeouts, exclusive, Optional.empty());
    }

    @Override
    public Optional<Debt> debt() {
      return Optional.of(new Debt.Stopped(guest, control, os, timeouts, exclusive, owner));
    }
  }

  /**
   * The domain is inactive, so that it no longer has its disks open.
   *
   * @param exclusive the volumes that no other node may have open when it is bound again
   * @param owner the service group that might start it elsewhere
   */
  record UnbindDomain(
      GuestName guest, Machine control, List<VolumeId> exclusive, Optional<OwnerGroup> owner)
      implements InOutage {
    public UnbindDomain {
      exclusive = List.copyOf(exclusive);
    }

    /** Of a guest that no service group owns. */
    public UnbindDomain(GuestName guest, Machine control, List<VolumeId> exclusive) {
      this(guest, control, exclusive, Optional.empty());
    }

    @Override
    public Optional<Debt> debt() {
      return Optional.of(new Debt.Unbound(guest, control, exclusive, owner));
    }
  }

  /**
   * Only one node at a time may open the volume; that VxVM grants it says that nobody has it open.
   */
  record FenceVolume(GuestName guest, Machine control, VolumeId volume) implements InOutage {
    @Override
    public Optional<Debt> debt() {
      return Optional.of(new Debt.Fenced(guest, control, volume));
    }
  }

  /** The service group that somebody else has frozen still is, just before the guest goes down. */
  record ProveFrozen(Machine control, OwnerGroup owner) implements InOutage {}

  /**
   * No node of the cluster has any of the volumes open.
   *
   * @param owner the service group that has to be frozen still, and to keep the guest off
   */
  record ProveClosed(Machine control, List<VolumeId> volumes, Optional<OwnerGroup> owner)
      implements InOutage {
    public ProveClosed {
      volumes = List.copyOf(volumes);
    }
  }

  /**
   * The snapshots exist, all of one instant.
   *
   * @param group of the sources
   * @param making out of what they are made
   */
  record MakeSnapshots(Machine control, GroupName group, Making making, List<SnapshotPair> set)
      implements InOutage {
    public MakeSnapshots {
      set = List.copyOf(set);
    }

    /** Third mirrors are broken off. */
    public MakeSnapshots(Machine control, GroupName group, Family family, List<SnapshotPair> set) {
      this(control, group, new Making.Mirrors(family), set);
    }

    /** The group that the snapshots are in. */
    public GroupName snapshotGroup() {
      return making instanceof Making.Links links ? links.group() : group;
    }
  }

  /**
   * There is a new volume, not mirrored and not initialized.
   *
   * @param comment tells that it is this run's; see {@link Tags#comment}
   */
  record MakeVolume(Machine control, VolumeId volume, long sectors, String comment)
      implements Preparing {}

  /** The volume is ready for instant snapshots, with regions of that size in sectors. */
  record PrepareVolume(Machine control, VolumeId volume, long region) implements Preparing {}

  /** The mirror, a volume by itself, is linked to the source and is the same. */
  record LinkMirror(Machine control, VolumeId source, VolumeId mirror) implements Preparing {}

  /** There is a started cache on that volume, which grows by itself; its regions in sectors. */
  record MakeCache(Machine control, GroupName group, String cache, VolumeName volume, long region)
      implements Preparing {}

  /** The snapshot is filled, and no longer needs its source. */
  record WaitSync(Machine control, VolumeId snapshot) implements Following {}

  /** The snapshot, looked up again when the guest is back, carries cvmsnap's mark. */
  record TagSnapshot(
      Machine control,
      GroupName group,
      VolumeName name,
      VolumeName source,
      Map<String, String> tags)
      implements Following {
    public TagSnapshot {
      tags = Map.copyOf(tags);
    }

    @Override
    public boolean secures() {
      return true;
    }
  }

  // Going back to a snapshot, and making it anew.

  /**
   * The sources hold what their snapshots hold.
   *
   * @param optimized whether the snapshots are space-optimized; all are, or none is
   * @param safety what the sources were before, as snapshots; empty where the operator wanted none
   */
  record RestoreVolumes(
      GuestName guest,
      Machine control,
      GroupName group,
      Family family,
      boolean optimized,
      List<SnapshotPair> pairs,
      List<SnapshotPair> safety)
      implements InOutage {
    public RestoreVolumes {
      pairs = List.copyOf(pairs);
      safety = List.copyOf(safety);
    }

    @Override
    public boolean lasting() {
      return true;
    }

    public Subject subject() {
      return new Subject(
          "restore-volumes",
          String.join(",", pairs.stream().map(pair -> pair.source().value()).toList()),
          control.name());
    }
  }

  /**
   * The snapshots are of this outage.
   *
   * @param dates when VxVM says that each was taken before; without those that VxVM does not tell
   */
  record RefreshSnapshots(
      GuestName guest,
      Machine control,
      GroupName group,
      List<SnapshotPair> pairs,
      Map<VolumeName, LocalDateTime> dates)
      implements InOutage {
    public RefreshSnapshots {
      pairs = List.copyOf(pairs);
      dates = Map.copyOf(dates);
    }

    @Override
    public boolean lasting() {
      return true;
    }

    public Subject subject() {
      return new Subject(
          "refresh-snapshots",
          String.join(",", pairs.stream().map(pair -> pair.snapshot().value()).toList()),
          control.name());
    }
  }

  /**
   * The refreshed snapshot carries the marks of its new point in time.
   *
   * @param stale the marks that it has, and that are about the old one
   */
  record RetagSnapshot(
      Machine control,
      GroupName group,
      VolumeName name,
      List<String> stale,
      Map<String, String> tags)
      implements Following {
    public RetagSnapshot {
      stale = List.copyOf(stale);
      tags = Map.copyOf(tags);
    }
  }

  // Operations that need no guest to be down. All run in one phase, in order.

  /**
   * The volume is prepared for instant snapshots.
   *
   * @param regionSize of its DCO, such as {@code 64k}; empty text for VxVM's own choice
   * @param dcoMirrors of its DCO; 0 for VxVM's own choice
   */
  record InstantReady(Machine control, VolumeId volume, String regionSize, int dcoMirrors)
      implements Preparing {}

  /**
   * The volume has that many snapshot mirrors, complete or being filled.
   *
   * @param missing how many of them have to be added
   */
  record AddMirrors(Machine control, VolumeId volume, int mirrors, int missing)
      implements Preparing {}

  /** The volume has that many complete snapshot mirrors. */
  record AwaitMirrors(Machine control, VolumeId volume, int mirrors) implements Preparing {
    @Override
    public boolean watches() {
      return true;
    }
  }

  /**
   * The volume has no more than {@code left} snapshot mirrors that are not broken off; at most one
   * has to go.
   */
  record RemoveMirror(Machine control, VolumeId volume, Family family, int left)
      implements Preparing {}

  /** The volume has no DCO. */
  record UnprepareVolume(Machine control, VolumeId volume) implements Preparing {}

  /** The snapshot's mirrors are its source's again. */
  record ReattachSnapshot(Machine control, SnapshotTarget snapshot) implements Preparing {}

  /** The snapshot is not tied to its source. */
  record DissociateSnapshot(Machine control, SnapshotTarget snapshot) implements Preparing {}

  /** There is no such snapshot. */
  record RemoveSnapshot(Machine control, SnapshotTarget snapshot) implements Preparing {}

  /** The mirror is not linked to the source any more, and is a volume by itself. */
  record UnlinkMirror(Machine control, VolumeId source, VolumeId mirror) implements Preparing {}

  /** There is no such cache object. */
  record RemoveCache(Machine control, GroupName group, String cache) implements Preparing {}

  /** The volume has the tag, with that value. */
  record SetTag(Machine control, VolumeId volume, String tag, String value) implements Preparing {}

  /** The volume has none of the tags. */
  record RemoveTags(Machine control, VolumeId volume, List<String> tags) implements Preparing {
    public RemoveTags {
      tags = List.copyOf(tags);
    }
  }

  // Giving a snapshot to a guest as a disk, and taking it away.

  /** A virtual disk server exports the snapshot. */
  record ExportSnapshot(Machine control, SnapshotTarget snapshot, BackEnd backEnd)
      implements Preparing {
    @Override
    public boolean takenBack() {
      return true;
    }
  }

  /**
   * The guest has a disk behind which the snapshot is.
   *
   * @param disk the disk's name
   * @param id the disk's number; empty where the manager is to choose it
   */
  record AddDisk(
      Machine control,
      SnapshotTarget snapshot,
      GuestName guest,
      String disk,
      OptionalInt id,
      BackEnd backEnd)
      implements Preparing {
    @Override
    public boolean takenBack() {
      return true;
    }
  }

  /** The guest has no such disk. */
  record RemoveDisk(Machine control, GuestName guest, String disk, BackEnd backEnd)
      implements Preparing {}

  /** No virtual disk server exports it any more under that name. */
  record StopExport(Machine control, BackEnd backEnd) implements Preparing {}
}
