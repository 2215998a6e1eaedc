package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.ServiceGroup;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.step.VcsConfiguration.State;
import org.cvmsnap.vcs.VcsCommands;

/**
 * The service group is frozen: agents go on watching, and nothing is started, stopped or cleaned
 * up. VCS does not freeze a group that is in transition.
 */
final class FreezeGoal implements Goal {
  static final Duration LIMIT = Duration.ofMinutes(2);

  private final Site site;
  private final StepSpec.FreezeGroup spec;
  private List<String> next;

  FreezeGoal(Site site, StepSpec.FreezeGroup spec) {
    this.site = site;
    this.spec = spec;
    this.next = VcsCommands.freeze(spec.group(), spec.persistent());
  }

  @Override
  public Subject subject() {
    return new Subject("freeze-group", spec.group(), spec.control().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    ServiceGroup group = site.vcs(spec.control()).group(spec.group(), spec.resource());
    State configuration =
        spec.persistent() ? site.configuration().look(spec.control()) : State.CLOSED;
    if (spec.persistent() ? group.persistently() : group.temporarily()) {
      next = VcsCommands.close();
      return configuration == State.OURS ? Look.owed("the configuration is open") : Look.reached();
    }
    if (!group.atRest() || group.online().isEmpty() == spec.online()) {
      return Look.blocked("it is " + group.told());
    }
    if (configuration == State.THEIRS) {
      return Look.blocked("somebody has opened the configuration of VCS, and is changing it");
    }
    boolean toOpen = spec.persistent() && configuration == State.CLOSED;
    next = toOpen ? VcsCommands.open() : VcsCommands.freeze(spec.group(), spec.persistent());
    return Look.owed(toOpen ? "the configuration is closed" : "it is not frozen");
  }

  @Override
  public Attempt act() throws InterruptedException {
    return site.configuration().act(spec.control(), next);
  }

  @Override
  public List<Invocation> commands() {
    Invocation freeze =
        new Invocation(spec.control(), VcsCommands.freeze(spec.group(), spec.persistent()));
    return spec.persistent()
        ? List.of(
            new Invocation(spec.control(), VcsCommands.open()),
            freeze,
            new Invocation(spec.control(), VcsCommands.close()))
        : List.of(freeze);
  }

  @Override
  public Duration patience() {
    return LIMIT;
  }

  @Override
  public int attempts() {
    return commands().size();
  }
}
