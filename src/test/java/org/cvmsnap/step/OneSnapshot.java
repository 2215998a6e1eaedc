package org.cvmsnap.step;

import static org.cvmsnap.step.OneSnapshot.DATAVOL1;
import static org.cvmsnap.step.OneSnapshot.SNAP1;

import java.util.Optional;
import org.cvmsnap.cluster.SnapshotTarget;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.World;

/** Worlds in which datavol1 has one snapshot, snap1, with the tag of run1 as cvmsnap sets it. */
final class OneSnapshot {
  static final VolumeId DATAVOL1 = VolumeId.of("datadg", "datavol1");
  static final VolumeId SNAP1 = VolumeId.of("datadg", "snap1");

  private static final String PREPARED = "mirrors = 2\nprepared = true\nregionsize = 64\n";
  private static final String TAGGED = "vxassist -g datadg settag snap1 cvmsnap.run=run1";

  private OneSnapshot() {}

  static SnapshotTarget target(Family family) {
    return new SnapshotTarget(SNAP1, Optional.of(DATAVOL1), family, false, "run1");
  }

  static SnapshotTarget linkedTarget() {
    return new SnapshotTarget(SNAP1, Optional.of(DATAVOL1), Family.INSTANT, true, "run1");
  }

  static StepWorld instant() {
    return instant(World.builtIn());
  }

  /** One that sun-b has open. */
  static StepWorld open() {
    return instant(
        World.changed("name = \"sun-b\"", "name = \"sun-b\"\nopen = [\"datadg/snap1\"]"));
  }

  private static StepWorld instant(World world) {
    return new StepWorld(world)
        .typed(
            "sun-a",
            "vxsnap -g datadg addmir datavol1",
            "vxsnap -g datadg make source=datavol1/newvol=snap1/nmirror=1",
            TAGGED);
  }

  static StepWorld unprepared() {
    return new StepWorld(World.changed(PREPARED, "mirrors = 2\n"));
  }

  static StepWorld traditional() {
    return unprepared()
        .typed(
            "sun-a",
            "vxassist -g datadg snapstart datavol1",
            "vxassist -g datadg snapshot datavol1 snap1",
            TAGGED);
  }

  static StepWorld linkedMirror() {
    return StepWorld.builtIn()
        .typed(
            "sun-a",
            "vxassist -g datadg make snap1 20480m init=active",
            "vxsnap -g datadg prepare snap1 regionsize=64k",
            "vxsnap -g datadg addmir datavol1 mirvol=snap1",
            TAGGED);
  }

  static StepWorld linked() {
    return linkedMirror().typed("sun-a", "vxsnap -g datadg make source=datavol1/snapvol=snap1");
  }

  /** What is asked so has no answer any more. */
  static StepWorld mute(StepWorld world, String glob) {
    world.world().fault(Fault.on(glob, Effect.HANG).times(0));
    return world;
  }
}
