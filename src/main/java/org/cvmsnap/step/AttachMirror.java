package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.VxvmCommands;

/**
 * The volume has a complete snapshot mirror to break off. The state of its plexes is the proof, as
 * it is the same on every node; the task list, which only the master has in full, is for the
 * estimate.
 */
public record AttachMirror(Machine control, VolumeId volume, Family family)
    implements SiteStep.Preparing {

  @Override
  public Goal goal(Site site, History history) {
    return new MirrorProgress(site, control, volume)
        .goal(
            subject(volume.toString()),
            Limits.of(Duration.ofMinutes(5), Duration.ofDays(2)),
            List.of(attaching()),
            1,
            Look.owed("it has no snapshot mirror", attaching()));
  }

  private Invocation attaching() {
    return here(
        family == Family.INSTANT ? VxvmCommands.addMirror(volume) : VxvmCommands.snapstart(volume));
  }
}
