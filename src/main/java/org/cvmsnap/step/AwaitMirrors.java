package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Plex;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.site.Site;

/** The volume has that many complete snapshot mirrors. There is nothing to do but to wait. */
public record AwaitMirrors(Machine control, VolumeId volume, int mirrors)
    implements SiteStep.Preparing {
  @Override
  public boolean onlyLooks() {
    return true;
  }

  @Override
  public Goal goal(Site site, History history) {
    MirrorProgress progress = new MirrorProgress(site, control, volume);
    return progress.goal(
        subject(volume.toString()),
        Limits.watching(Duration.ofDays(2)),
        List.of(),
        acts -> look(site, progress));
  }

  private Look look(Site site, MirrorProgress progress)
      throws NotLearnedException, InterruptedException {
    List<Plex> plexes = site.vxvm(control).layout(volume.group()).plexesOf(volume.name());
    if (plexes.stream().filter(Plex::readyToBreakOff).count() >= mirrors) {
      return Look.reached();
    }
    return plexes.stream().anyMatch(Plex::gettingReady)
        ? Look.moving(progress.seen())
        : Look.blocked("no mirror of it is being synchronized");
  }
}
