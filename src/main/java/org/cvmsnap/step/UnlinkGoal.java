package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.vxvm.KindCommands;

/** The link is gone, so that the volume that was the mirror can be removed. */
final class UnlinkGoal implements Goal {
  private final Site site;
  private final StepSpec.LinkMirror spec;

  UnlinkGoal(Site site, StepSpec.LinkMirror spec) {
    this.site = site;
    this.spec = spec;
  }

  @Override
  public Subject subject() {
    return LinkMirrorGoal.subject("unlink-mirror", spec);
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    return Link.of(site, spec).isEmpty() ? Look.reached() : Look.owed("it is linked");
  }

  @Override
  public Attempt act() throws InterruptedException {
    return site.act(commands().get(0), Duration.ofMinutes(5));
  }

  @Override
  public List<Invocation> commands() {
    return List.of(
        new Invocation(spec.control(), KindCommands.unlink(spec.source(), spec.mirror())));
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(5);
  }

  @Override
  public int attempts() {
    return 3;
  }
}
