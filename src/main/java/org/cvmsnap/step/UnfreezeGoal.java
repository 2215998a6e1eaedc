package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.ServiceGroup;
import org.cvmsnap.plan.Debt;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.step.VcsConfiguration.State;
import org.cvmsnap.vcs.VcsCommands;

/**
 * The service group is not frozen. Until its resource is online on exactly one system, and no fault
 * of the time when the guest was down is left, VCS would act on what it last saw.
 */
final class UnfreezeGoal implements Goal {
  private final Site site;
  private final Debt.Frozen debt;
  private List<String> next;

  UnfreezeGoal(Site site, Debt.Frozen debt) {
    this.site = site;
    this.debt = debt;
    this.next = VcsCommands.unfreeze(debt.group(), debt.persistent());
  }

  @Override
  public Subject subject() {
    return new Subject("unfreeze-group", debt.group(), debt.control().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    ServiceGroup group = site.vcs(debt.control()).group(debt.group(), debt.resource());
    State configuration =
        debt.persistent() ? site.configuration().look(debt.control()) : State.CLOSED;
    boolean frozen = debt.persistent() ? group.persistently() : group.temporarily();
    if (!frozen && configuration == State.CLOSED) {
      return Look.reached();
    }
    if (configuration == State.THEIRS) {
      return Look.blocked(
          "the configuration of VCS is open; once nobody is changing it, close it: "
              + String.join(" ", VcsCommands.close()));
    }
    if (!frozen) {
      next = VcsCommands.close();
      return Look.owed("the configuration is open");
    }
    List<String> online = group.online();
    if (online.size() > 1) {
      return Look.blocked("it is online on several systems: " + group.told());
    }
    if (!group.faulted().isEmpty()) {
      next = VcsCommands.clear(debt.resource(), group.faulted().get(0));
      return Look.owed("a fault is left: " + group.told());
    }
    if (!group.atRest() || (debt.online() && online.isEmpty())) {
      return Look.moving("VCS does not see the guest online yet: " + group.told());
    }
    boolean toOpen = debt.persistent() && configuration == State.CLOSED;
    next = toOpen ? VcsCommands.open() : VcsCommands.unfreeze(debt.group(), debt.persistent());
    return Look.owed(toOpen ? "the configuration is closed" : "it is frozen");
  }

  @Override
  public Attempt act() throws InterruptedException {
    return site.configuration().act(debt.control(), next);
  }

  @Override
  public List<Invocation> commands() {
    Invocation unfreeze =
        new Invocation(debt.control(), VcsCommands.unfreeze(debt.group(), debt.persistent()));
    return debt.persistent()
        ? List.of(
            new Invocation(debt.control(), VcsCommands.open()),
            unfreeze,
            new Invocation(debt.control(), VcsCommands.close()))
        : List.of(unfreeze);
  }

  /** An agent may look at what is offline only every five minutes (OfflineMonitorInterval). */
  @Override
  public Duration patience() {
    return Duration.ofMinutes(15);
  }

  @Override
  public Duration interval() {
    return Duration.ofSeconds(5);
  }

  @Override
  public Duration settling(boolean answered) {
    return Duration.ofMinutes(answered ? 1 : 2);
  }

  @Override
  public int attempts() {
    return 8;
  }
}
