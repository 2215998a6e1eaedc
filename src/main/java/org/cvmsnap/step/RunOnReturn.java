package org.cvmsnap.step;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Look;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Hook;
import org.cvmsnap.model.Machine;
import org.cvmsnap.run.Debt;
import org.cvmsnap.site.Site;

/**
 * A command of the site's own runs when the guest is back from its outage, whoever brings it back.
 * The guest lacks nothing without it, so that one that has failed is told, and not owed.
 */
public record RunOnReturn(
    GuestName guest, Machine machine, Hook hook, Map<String, String> environment)
    implements HookStep {
  public RunOnReturn {
    environment = Map.copyOf(environment);
  }

  @Override
  public Optional<Debt> debt() {
    return Optional.of(
        Debt.housekeeping(
            "promised",
            guest,
            "the after-return command of hook %s has to run".formatted(hook.name())));
  }

  @Override
  public boolean takenLater() {
    return true;
  }

  @Override
  public boolean keepsOthersOff() {
    return false;
  }

  @Override
  public boolean dispensable() {
    return true;
  }

  @Override
  public boolean observable() {
    return false;
  }

  /** Nothing is done: it is due once the guest is back. */
  @Override
  public Goal goal(Site site, History history) {
    return Goal.of(subject(Hook.Moment.AFTER_RETURN), limits(1), List.of(), acts -> Look.reached());
  }

  @Override
  public Goal repayment(Site site, boolean resumed) {
    return RunHook.running(this, Hook.Moment.AFTER_RETURN);
  }
}
