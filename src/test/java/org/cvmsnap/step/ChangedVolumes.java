package org.cvmsnap.step;

import java.time.Duration;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.testing.World;

/**
 * Volumes of ldom1, which is down, that have changed since their snapshots were taken: snap1 of
 * datavol1, snap2 of datavol2, and the traditional snap3 of bootvol1.
 */
final class ChangedVolumes {
  static final SnapshotPair DATA = pair("datavol1", "snap1");
  static final SnapshotPair LOGS = pair("datavol2", "snap2");
  static final SnapshotPair BOOT = pair("bootvol1", "snap3");

  private static final World WORLD = changed();

  private ChangedVolumes() {}

  static SnapshotPair pair(String source, String snapshot) {
    return new SnapshotPair(VolumeId.of("datadg", source), VolumeId.of("datadg", snapshot));
  }

  /** Copying is so slow there that it can be seen. */
  static StepWorld world() {
    return new StepWorld(WORLD.copy());
  }

  private static World changed() {
    String bandwidth = "bandwidthMegabytesPerSecond = ";
    StepWorld world =
        new StepWorld(World.changed(bandwidth + 200, bandwidth + 20))
            .typed(
                "sun-a",
                "vxsnap -g datadg -b addmir datavol1",
                "vxsnap -g datadg -b addmir datavol2",
                "vxassist -g datadg -b snapstart bootvol1");
    world.world().change(cluster -> cluster.advance(Duration.ofHours(1)));
    return world
        .typed("ldom1", "umount /data", "umount /logs")
        .typed(
            "sun-a",
            "vxsnap -g datadg make source=datavol1/newvol=snap1/nmirror=1"
                + " source=datavol2/newvol=snap2/nmirror=1",
            "vxassist -g datadg snapshot bootvol1 snap3")
        .typed("ldom1", "mount /data", "mount /logs", "umount /data", "umount /logs")
        .typed("sun-a", "ldm stop ldom1", "ldm unbind ldom1")
        .world();
  }
}
