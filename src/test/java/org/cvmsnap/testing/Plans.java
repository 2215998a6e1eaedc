package org.cvmsnap.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.cvmsnap.cluster.LockRecord;
import org.cvmsnap.cluster.Mounts;
import org.cvmsnap.cluster.OwnerGroup;
import org.cvmsnap.cluster.SnapshotTarget;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.Timeouts;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.AddDisk;
import org.cvmsnap.step.AddMirrors;
import org.cvmsnap.step.AttachMirror;
import org.cvmsnap.step.AwaitMirrors;
import org.cvmsnap.step.DeportGroup;
import org.cvmsnap.step.DissociateSnapshot;
import org.cvmsnap.step.ExportPool;
import org.cvmsnap.step.ExportSnapshot;
import org.cvmsnap.step.FenceVolume;
import org.cvmsnap.step.FreezeGroup;
import org.cvmsnap.step.InstantReady;
import org.cvmsnap.step.LinkMirror;
import org.cvmsnap.step.LockGuest;
import org.cvmsnap.step.LockVolumes;
import org.cvmsnap.step.MakeCache;
import org.cvmsnap.step.MakeSnapshots;
import org.cvmsnap.step.MakeVolume;
import org.cvmsnap.step.PrepareVolume;
import org.cvmsnap.step.ProveClosed;
import org.cvmsnap.step.ProveFrozen;
import org.cvmsnap.step.ReattachSnapshot;
import org.cvmsnap.step.RefreshSnapshots;
import org.cvmsnap.step.RemoveCache;
import org.cvmsnap.step.RemoveDisk;
import org.cvmsnap.step.RemoveMirror;
import org.cvmsnap.step.RemoveSnapshot;
import org.cvmsnap.step.RemoveTags;
import org.cvmsnap.step.RestoreVolumes;
import org.cvmsnap.step.RetagSnapshot;
import org.cvmsnap.step.SetTag;
import org.cvmsnap.step.SnapshotStorage;
import org.cvmsnap.step.StopDomain;
import org.cvmsnap.step.StopExport;
import org.cvmsnap.step.TagSnapshot;
import org.cvmsnap.step.UnbindDomain;
import org.cvmsnap.step.UnlinkMirror;
import org.cvmsnap.step.Unmount;
import org.cvmsnap.step.UnprepareVolume;
import org.cvmsnap.step.WaitSync;

/** Plans to test with. */
public final class Plans {
  private Plans() {}

  /** Unmount, stop, unbind, prove closed, make, tag, and then what the kinds need besides. */
  public static Plan take() {
    GuestName guest = new GuestName("ldom1");
    Machine control = Machine.controlDomain("sun-a");
    Machine os = Machine.guest(guest, "root@ldom1");
    VolumeId volume = VolumeId.of("datadg", "datavol1");
    VolumeId snapshot = VolumeId.of("datadg", "snap1");
    return new Plan(
        RunId.of(Instant.parse("2026-03-01T02:00:00Z"), guest, "ab12"),
        "take",
        guest,
        List.of(
            new Unmount(
                guest,
                os,
                new Mount("/dev/dsk/c0d2s0", "/data", "vxfs", List.of("rw", "nosuid")),
                Mounts.AtBoot.AS_IT_WAS,
                Optional.of("nosuid"),
                true,
                Timeouts.USUAL),
            new StopDomain(
                guest,
                control,
                os,
                true,
                Timeouts.USUAL,
                List.of(volume),
                Optional.empty(),
                Map.of("data", 2),
                Optional.of("svc:/system/filesystem/local:default"),
                List.of()),
            new UnbindDomain(
                guest,
                control,
                List.of(volume),
                Optional.empty(),
                Map.of("data", 2),
                Map.of("data", "/dev/vx/dsk/datadg/datavol1"),
                Optional.of(Duration.ofMinutes(20))),
            new LockGuest(
                guest,
                control,
                new LockRecord(
                    VolumeId.of("datadg", "cvmsnap_lock_b"), "20260301T020000Z-ab12@sun-a"),
                List.of(
                    new LockRecord(
                        VolumeId.of("datadg", "cvmsnap_lock_a"), "20260301T010000Z-cd34@sun-b"))),
            new LockVolumes(
                control,
                List.of(
                    new LockVolumes.Claim(
                        VolumeId.of("datadg", "datavol1"),
                        new LockRecord(
                            VolumeId.of("datadg", "cvmsnap_lock_d"), "20260301T020000Z-ab12@sun-a"),
                        List.of()))),
            new ExportPool(
                guest,
                os,
                "tank",
                List.of(new Mount("tank/app", "/app", "zfs", List.of("rw"))),
                true,
                Timeouts.USUAL),
            new DeportGroup(guest, os, "appdg", true, Timeouts.USUAL),
            new FenceVolume(guest, control, volume),
            new ProveFrozen(control, new OwnerGroup("ldom1_sg", "ldom1_ldom", "sun-a")),
            new ProveClosed(
                control,
                List.of(volume),
                Optional.of(new OwnerGroup("ldom1_sg", "ldom1_ldom", "sun-a"))),
            new MakeSnapshots(
                control,
                new SnapshotStorage.Mirrors(Family.TRADITIONAL),
                List.of(new SnapshotPair(volume, snapshot))),
            new TagSnapshot(control, snapshot, Map.of("cvmsnap.set", "1")),
            new AttachMirror(control, volume, Family.INSTANT),
            new FreezeGroup(guest, control, "ldom1_sg", "ldom1_ldom", true, true),
            new MakeVolume(control, snapshot, 41943040, "cvmsnap:run"),
            new PrepareVolume(control, snapshot, 128),
            new LinkMirror(control, volume, snapshot),
            new MakeCache(control, "snap1_c", VolumeId.of("datadg", "snap1_cv"), 128),
            new WaitSync(control, snapshot)),
        "VERSION 1.11\nDOMAIN|name=ldom1\n");
  }

  /** What {@link #take} has, and one step of every other kind. */
  public static Plan ofEveryKind() {
    Plan take = take();
    GuestName guest = new GuestName("ldom1");
    Machine control = Machine.controlDomain("sun-a");
    VolumeId volume = VolumeId.of("datadg", "datavol1");
    VolumeId snapshot = VolumeId.of("datadg", "snap1");
    SnapshotPair pair = new SnapshotPair(volume, snapshot);
    SnapshotPair safety = new SnapshotPair(volume, VolumeId.of("datadg", "safe1"));
    List<Step> steps = new ArrayList<>(take.steps());
    steps.add(
        new RestoreVolumes(guest, control, Family.INSTANT, true, List.of(pair), List.of(safety)));
    steps.add(
        new RefreshSnapshots(
            guest,
            control,
            List.of(pair),
            Map.of(snapshot.name(), LocalDateTime.parse("2026-03-01T02:00"))));
    steps.add(
        new RetagSnapshot(control, snapshot, List.of("cvmsnap.taken"), Map.of("cvmsnap.set", "1")));
    steps.addAll(ofVolumes().steps());
    return new Plan(take.run(), "take", guest, steps, take.constraints());
  }

  /** One step of every kind that needs no guest to be down. */
  public static Plan ofVolumes() {
    Machine control = Machine.controlDomain("sun-a");
    VolumeId volume = VolumeId.of("datadg", "datavol1");
    VolumeId id = VolumeId.of("datadg", "snap1");
    SnapshotTarget snapshot =
        new SnapshotTarget(id, Optional.of(volume), Family.INSTANT, false, "run1");
    GuestName guest = new GuestName("ldom2");
    BackEnd backEnd =
        new BackEnd(
            "primary-vds0", "snap1", List.of("ro"), id.device(), Optional.of("both-services"));
    SnapshotTarget foreign = new SnapshotTarget(id, Optional.empty(), Family.TRADITIONAL, true, "");
    return Plan.ofVolumes(
        RunId.of(Instant.parse("2026-03-01T02:00:00Z"), new VolumeName("_snap.1"), "ab12"),
        "remove",
        List.of(volume, id),
        List.of(
            new InstantReady(control, volume, "64k", 2),
            new AddMirrors(control, volume, 3, 1),
            new AwaitMirrors(control, volume, 3),
            new RemoveMirror(control, volume, Family.INSTANT, 0),
            new UnprepareVolume(control, volume),
            new ReattachSnapshot(control, foreign),
            new DissociateSnapshot(control, snapshot),
            new RemoveSnapshot(control, snapshot),
            new UnlinkMirror(control, volume, id),
            new RemoveCache(control, volume.group(), "cache1"),
            new SetTag(control, id, "cvmsnap.pin", "yes"),
            new RemoveTags(control, id, List.of("cvmsnap.pin")),
            new ExportSnapshot(control, snapshot, backEnd),
            new AddDisk(control, snapshot, guest, "snap1", OptionalInt.of(4), backEnd),
            new AddDisk(control, foreign, guest, "snap1", OptionalInt.empty(), backEnd),
            new RemoveDisk(control, guest, "snap1", backEnd),
            new StopExport(control, backEnd)));
  }
}
