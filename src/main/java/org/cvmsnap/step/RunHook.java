package org.cvmsnap.step;

import java.util.List;
import java.util.Map;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Look;
import org.cvmsnap.model.Hook;
import org.cvmsnap.model.Machine;
import org.cvmsnap.site.Site;

/** A command of the site's own has ended with 0, once, at its moment on the way out. */
public record RunHook(
    Machine machine, Hook hook, Hook.Moment moment, Map<String, String> environment)
    implements HookStep {
  public RunHook {
    environment = Map.copyOf(environment);
  }

  @Override
  public boolean dispensable() {
    return !hook.aborts();
  }

  @Override
  public Goal goal(Site site, History history) {
    return running(this, moment);
  }

  static Goal running(HookStep step, Hook.Moment moment) {
    return Goal.of(
        step.subject(moment),
        step.limits(1),
        List.of(step.command(moment)),
        acts -> {
          if (acts.none()) {
            return Look.owed(step.failed(acts), step.command(moment));
          }
          return HookStep.succeeded(acts) ? Look.reached() : Look.blocked(step.failed(acts));
        });
  }
}
