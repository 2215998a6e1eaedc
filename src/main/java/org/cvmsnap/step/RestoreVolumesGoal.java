package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.Family;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.vxvm.VxvmCommands;

/**
 * The sources are what their snapshots are. As long as the guest is down a restore may be repeated:
 * nothing was written since the first one.
 */
final class RestoreVolumesGoal implements Goal {
  private final Site site;
  private final StepSpec.RestoreVolumes spec;
  private final Repetition repetition;
  private boolean acted;

  RestoreVolumesGoal(Site site, StepSpec.RestoreVolumes spec) {
    this.site = site;
    this.spec = spec;
    this.repetition = new Repetition(site, spec.control(), spec.group(), spec.pairs(), 2);
  }

  @Override
  public Subject subject() {
    return spec.subject();
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    Restored seen = Restored.seen(site.vxvm(spec.control()), spec);
    if (!acted) {
      return before(seen);
    }
    if (seen.left().isEmpty()) {
      return Look.reached();
    }
    if (seen.done().isEmpty()) {
      return repetition.again("VxVM has not restored " + Restored.names(seen.left()));
    }
    throw new NotLearnedException("only " + Restored.names(seen.done()) + " was restored");
  }

  /** Equal volumes are restored too: that they are equal is only as exact as VxVM's figures. */
  private Look before(Restored seen) {
    if (!seen.copying().isEmpty()) {
      return Look.blocked(Restored.names(seen.copying()) + " is being restored by somebody else");
    }
    return spec.family() == Family.TRADITIONAL && !seen.done().isEmpty()
        ? Look.blocked("the snapshot of " + Restored.names(seen.done()) + " is gone")
        : Look.owed("not restored");
  }

  @Override
  public Attempt act() throws InterruptedException {
    acted = true;
    return repetition.after(site.act(commands().get(0), Duration.ofMinutes(5)));
  }

  @Override
  public List<Invocation> commands() {
    return List.of(
        new Invocation(
            spec.control(),
            spec.family() == Family.INSTANT
                ? VxvmCommands.restore(spec.group(), spec.pairs(), spec.optimized())
                : VxvmCommands.snapbackRestoring(
                    new VolumeId(spec.group(), spec.pairs().get(0).snapshot()))));
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(2);
  }

  @Override
  public int attempts() {
    return repetition.attempts();
  }
}
