package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Plex;
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
    MirrorProgress progress = new MirrorProgress(site, control, volume);
    return progress.goal(
        subject(volume.toString()),
        Limits.of(Duration.ofMinutes(5), Duration.ofDays(2)),
        List.of(attaching()),
        acts -> look(site, progress));
  }

  private Look look(Site site, MirrorProgress progress)
      throws NotLearnedException, InterruptedException {
    List<Plex> plexes = site.vxvm(control).layout(volume.group()).plexesOf(volume.name());
    if (plexes.stream().anyMatch(Plex::readyToBreakOff)) {
      return Look.reached();
    }
    return plexes.stream().anyMatch(Plex::gettingReady)
        ? Look.moving(progress.seen())
        : Look.owed("it has no snapshot mirror", attaching());
  }

  private Invocation attaching() {
    return here(
        family == Family.INSTANT ? VxvmCommands.addMirror(volume) : VxvmCommands.snapstart(volume));
  }
}
