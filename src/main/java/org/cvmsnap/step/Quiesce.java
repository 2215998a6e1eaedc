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
 * A command of the site's own has stopped something, such as a database. It is owed that its
 * counterpart ends with 0 once the guest is back: that one runs at least once where the first was
 * begun, and may run more often.
 */
public record Quiesce(GuestName guest, Machine machine, Hook hook, Map<String, String> environment)
    implements HookStep {
  /** How often one process runs the counterpart. */
  public static final int ATTEMPTS = 3;

  public Quiesce {
    environment = Map.copyOf(environment);
    if (!hook.pair()) {
      throw new IllegalArgumentException("what hook " + hook.name() + " stops, nothing starts");
    }
  }

  @Override
  public Optional<Debt> debt() {
    return Optional.of(
        Debt.lacking(
            "quiesced",
            guest,
            "what hook %s has stopped for %s has to be started".formatted(hook.name(), guest)));
  }

  @Override
  public boolean dispensable() {
    return !hook.aborts();
  }

  @Override
  public boolean bearsOthers() {
    return false;
  }

  @Override
  public boolean observable() {
    return false;
  }

  @Override
  public Goal goal(Site site, History history) {
    return RunHook.running(this, Hook.Moment.BEFORE_OUTAGE);
  }

  @Override
  public Goal repayment(Site site, boolean resumed) {
    return Goal.of(
        subject(Hook.Moment.AFTER_RETURN),
        limits(ATTEMPTS),
        List.of(command(Hook.Moment.AFTER_RETURN)),
        acts ->
            HookStep.succeeded(acts)
                ? Look.reached()
                : Look.owed(failed(acts), command(Hook.Moment.AFTER_RETURN)));
  }
}
