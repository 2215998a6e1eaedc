package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.ldm.LdmCommands;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;

/** The domain does not run. */
final class StopDomainGoal implements Goal {
  /**
   * How long a domain that was asked to stop, and did not, is watched: it may do so late, and must
   * not do so behind the back of a run that has gone home (ldm(1M) known issue: stop-domain can
   * time out on a loaded domain).
   */
  private static final Duration LATE_STOP = Duration.ofMinutes(2);

  private final Site site;
  private final StepSpec.StopDomain spec;
  private boolean asked;

  StopDomainGoal(Site site, StepSpec.StopDomain spec) {
    this.site = site;
    this.spec = spec;
  }

  @Override
  public Subject subject() {
    return new Subject("stop-domain", spec.guest().value(), spec.control().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    Domain domain = site.domain(spec.control(), spec.guest());
    if (!domain.settled()) {
      return Look.moving("it is on its way down");
    }
    return domain.state() == DomainState.ACTIVE ? Look.owed("it is active") : Look.reached();
  }

  @Override
  public Attempt act() throws InterruptedException {
    Invocation command =
        asked
            ? new Invocation(spec.control(), LdmCommands.stopForced(spec.guest()))
            : commands().get(0);
    asked = true;
    return site.act(command, spec.timeouts().stop());
  }

  @Override
  public List<Invocation> commands() {
    return List.of(new Invocation(spec.control(), LdmCommands.stop(spec.guest())));
  }

  @Override
  public Duration patience() {
    return spec.timeouts().stop();
  }

  @Override
  public Duration settling(boolean answered) {
    return LATE_STOP;
  }

  @Override
  public int attempts() {
    return spec.force() ? 2 : 1;
  }
}
