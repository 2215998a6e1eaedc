package org.cvmsnap.cluster;

import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.VolumeId;

/**
 * A volume whose DCO VxVM has marked BADLOG, as after an error on its disks: changes are no longer
 * followed, and no instant snapshot can be worked with before it was prepared anew (Troubleshooting
 * Guide, "Recovering a version 20 DCO volume").
 */
public final class BadLog {
  private BadLog() {}

  /** Why nothing is done with instant snapshots that this volume is, or has. */
  public static Refusal refusal(VolumeId volume) {
    return new Refusal(
        "The DCO of %s is BADLOG: VxVM does not follow its changes, and does nothing with its instant snapshots."
            .formatted(volume),
        "Repair the disks of its log, dissociate or remove its snapshots, and prepare it anew: vxprint -g %1$s -ht %2$s; vxsnap -g %1$s unprepare %2$s; vxsnap -g %1$s prepare %2$s."
            .formatted(volume.group(), volume.name()));
  }
}
