package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Plex;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;

/** Enough snapshot mirrors of the volume are complete. There is nothing to do but to wait. */
final class AwaitMirrorsGoal extends WatchingGoal {
  private final Site site;
  private final StepSpec.AwaitMirrors spec;
  private final MirrorProgress progress;

  AwaitMirrorsGoal(Site site, StepSpec.AwaitMirrors spec) {
    this.site = site;
    this.spec = spec;
    this.progress = new MirrorProgress(site, spec.control(), spec.volume());
  }

  @Override
  public Subject subject() {
    return new Subject("await-mirrors", spec.volume().toString(), spec.control().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    List<Plex> plexes =
        site.vxvm(spec.control()).layout(spec.volume().group()).plexesOf(spec.volume().name());
    if (plexes.stream().filter(Plex::readyToBreakOff).count() >= spec.mirrors()) {
      return Look.reached();
    }
    if (plexes.stream().noneMatch(Plex::gettingReady)) {
      return Look.blocked("no mirror of it is being synchronized");
    }
    progress.look();
    return Look.moving(progress.told());
  }

  @Override
  public Duration patience() {
    return Duration.ofDays(2);
  }

  @Override
  public Duration interval() {
    return progress.pace();
  }
}
