package org.cvmsnap.testing;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.plan.AtBoot;
import org.cvmsnap.plan.Family;
import org.cvmsnap.plan.LockRecord;
import org.cvmsnap.plan.OwnerGroup;
import org.cvmsnap.plan.Plan;
import org.cvmsnap.plan.SnapshotTarget;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Timeouts;

/** Plans to test with. */
public final class Plans {
  private Plans() {}

  /** Unmount, stop, unbind, prove closed, make, tag, and then what the kinds need besides. */
  public static Plan take() {
    GuestName guest = new GuestName("ldom1");
    Machine control = Machine.controlDomain("sun-a");
    Machine os = Machine.guest(guest, "root@ldom1");
    VolumeId volume = VolumeId.of("datadg", "datavol1");
    VolumeName snapshot = new VolumeName("snap1");
    return new Plan(
        RunId.of(Instant.parse("2026-03-01T02:00:00Z"), guest, "ab12"),
        "take",
        guest,
        List.of(
            new StepSpec.Unmount(
                guest,
                os,
                new Mount("/dev/dsk/c0d2s0", "/data", "vxfs", List.of("rw", "nosuid")),
                AtBoot.AS_IT_WAS,
                true,
                Timeouts.USUAL),
            new StepSpec.StopDomain(guest, control, os, true, Timeouts.USUAL, List.of(volume)),
            new StepSpec.UnbindDomain(guest, control, List.of(volume)),
            new StepSpec.LockGuest(
                guest,
                control,
                new LockRecord(
                    VolumeId.of("datadg", "cvmsnap_lock_b"), "20260301T020000Z-ab12@sun-a"),
                List.of(
                    new LockRecord(
                        VolumeId.of("datadg", "cvmsnap_lock_a"), "20260301T010000Z-cd34@sun-b"))),
            new StepSpec.FenceVolume(guest, control, volume),
            new StepSpec.ProveFrozen(control, new OwnerGroup("ldom1_sg", "ldom1_ldom", "sun-a")),
            new StepSpec.ProveClosed(
                control,
                List.of(volume),
                Optional.of(new OwnerGroup("ldom1_sg", "ldom1_ldom", "sun-a"))),
            new StepSpec.MakeSnapshots(
                control,
                volume.group(),
                Family.TRADITIONAL,
                List.of(new SnapshotPair(volume.name(), snapshot))),
            new StepSpec.TagSnapshot(
                control, volume.group(), snapshot, volume.name(), Map.of("cvmsnap.set", "1")),
            new StepSpec.AttachMirror(control, volume, Family.INSTANT),
            new StepSpec.FreezeGroup(guest, control, "ldom1_sg", "ldom1_ldom", true, true),
            new StepSpec.MakeVolume(
                control, new VolumeId(volume.group(), snapshot), 41943040, "cvmsnap:run"),
            new StepSpec.PrepareVolume(control, new VolumeId(volume.group(), snapshot), 128),
            new StepSpec.LinkMirror(control, volume, new VolumeId(volume.group(), snapshot)),
            new StepSpec.MakeCache(
                control, volume.group(), "snap1_c", new VolumeName("snap1_cv"), 128),
            new StepSpec.WaitSync(control, new VolumeId(volume.group(), snapshot))),
        "VERSION 1.11\nDOMAIN|name=ldom1\n");
  }

  /** What {@link #take} has, and one step of every other kind. */
  public static Plan ofEveryKind() {
    Plan take = take();
    GuestName guest = new GuestName("ldom1");
    Machine control = Machine.controlDomain("sun-a");
    VolumeId volume = VolumeId.of("datadg", "datavol1");
    VolumeName snapshot = new VolumeName("snap1");
    SnapshotPair pair = new SnapshotPair(volume.name(), snapshot);
    SnapshotPair safety = new SnapshotPair(volume.name(), new VolumeName("safe1"));
    List<StepSpec> steps = new ArrayList<>(take.steps());
    steps.add(
        new StepSpec.RestoreVolumes(
            guest, control, volume.group(), Family.INSTANT, true, List.of(pair), List.of(safety)));
    steps.add(
        new StepSpec.RefreshSnapshots(
            guest,
            control,
            volume.group(),
            List.of(pair),
            Map.of(snapshot, LocalDateTime.parse("2026-03-01T02:00"))));
    steps.add(
        new StepSpec.RetagSnapshot(
            control,
            volume.group(),
            snapshot,
            List.of("cvmsnap.taken"),
            Map.of("cvmsnap.set", "1")));
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
            new StepSpec.InstantReady(control, volume, "64k", 2),
            new StepSpec.AddMirrors(control, volume, 3, 1),
            new StepSpec.AwaitMirrors(control, volume, 3),
            new StepSpec.RemoveMirror(control, volume, Family.INSTANT, 0),
            new StepSpec.UnprepareVolume(control, volume),
            new StepSpec.ReattachSnapshot(control, foreign),
            new StepSpec.DissociateSnapshot(control, snapshot),
            new StepSpec.RemoveSnapshot(control, snapshot),
            new StepSpec.UnlinkMirror(control, volume, id),
            new StepSpec.RemoveCache(control, volume.group(), "cache1"),
            new StepSpec.SetTag(control, id, "cvmsnap.pin", "yes"),
            new StepSpec.RemoveTags(control, id, List.of("cvmsnap.pin")),
            new StepSpec.ExportSnapshot(control, snapshot, backEnd),
            new StepSpec.AddDisk(control, snapshot, guest, "snap1", OptionalInt.of(4), backEnd),
            new StepSpec.AddDisk(control, foreign, guest, "snap1", OptionalInt.empty(), backEnd),
            new StepSpec.RemoveDisk(control, guest, "snap1", backEnd),
            new StepSpec.StopExport(control, backEnd)));
  }
}
