package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Plex;
import org.cvmsnap.plan.Family;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.vxvm.VxvmCommands;

/**
 * The volume has a complete snapshot mirror. The state of its plexes is the proof, as it is the
 * same on every node; the task list, which only the master has in full, is for the estimate.
 */
final class AttachMirrorGoal implements Goal {
  private final Site site;
  private final StepSpec.AttachMirror spec;
  private final MirrorProgress progress;

  AttachMirrorGoal(Site site, StepSpec.AttachMirror spec) {
    this.site = site;
    this.spec = spec;
    this.progress = new MirrorProgress(site, spec.control(), spec.volume());
  }

  @Override
  public Subject subject() {
    return new Subject("attach-mirror", spec.volume().toString(), spec.control().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    List<Plex> plexes =
        site.vxvm(spec.control()).layout(spec.volume().group()).plexesOf(spec.volume().name());
    if (plexes.stream().anyMatch(Plex::readyToBreakOff)) {
      return Look.reached();
    }
    if (plexes.stream().anyMatch(Plex::gettingReady)) {
      progress.look();
      return Look.moving(progress.told());
    }
    return Look.owed("it has no snapshot mirror");
  }

  @Override
  public Attempt act() throws InterruptedException {
    return site.act(commands().get(0), Duration.ofMinutes(5));
  }

  @Override
  public List<Invocation> commands() {
    return List.of(
        new Invocation(
            spec.control(),
            spec.family() == Family.INSTANT
                ? VxvmCommands.addMirror(spec.volume())
                : VxvmCommands.snapstart(spec.volume())));
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
