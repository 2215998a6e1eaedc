package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.ldm.LdmCommands;
import org.cvmsnap.model.Domain;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;

/** The domain is inactive: a bound one keeps its back ends open. */
final class UnbindDomainGoal implements Goal {
  private final Site site;
  private final StepSpec.UnbindDomain spec;

  UnbindDomainGoal(Site site, StepSpec.UnbindDomain spec) {
    this.site = site;
    this.spec = spec;
  }

  @Override
  public Subject subject() {
    return new Subject("unbind-domain", spec.guest().value(), spec.control().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    Domain domain = site.domain(spec.control(), spec.guest());
    if (!domain.settled()) {
      return Look.moving("it changes its state");
    }
    return switch (domain.state()) {
      case INACTIVE -> Look.reached();
      case BOUND -> Look.owed("it is bound");
      case ACTIVE -> Look.blocked("it is active: somebody started it meanwhile");
      case CHANGING -> Look.moving("it changes its state");
    };
  }

  @Override
  public Attempt act() throws InterruptedException {
    return site.act(commands().get(0), Bound.LIMIT);
  }

  @Override
  public List<Invocation> commands() {
    return List.of(new Invocation(spec.control(), LdmCommands.unbind(spec.guest())));
  }

  @Override
  public Duration patience() {
    return Bound.LIMIT;
  }
}
