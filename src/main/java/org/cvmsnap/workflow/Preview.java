package org.cvmsnap.workflow;

import java.util.ArrayList;
import java.util.List;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Steps;
import org.cvmsnap.plan.Debt;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.Phase;
import org.cvmsnap.plan.Plan;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.step.Site;
import org.cvmsnap.step.SiteSteps;

/** The commands of a plan, or of what is owed, without running any. */
final class Preview {
  private final Steps steps;

  Preview(Site site) {
    this.steps = new SiteSteps(site);
  }

  /** The mutating commands of a plan that meets no trouble: out, home, and what comes after. */
  List<Invocation> of(Plan plan) {
    List<Invocation> commands = new ArrayList<>();
    List<Debt> debts = new ArrayList<>();
    for (StepSpec step : plan.steps()) {
      if (step.phase() != Phase.AFTER) {
        commands.addAll(steps.of(step, History.NONE).commands());
        step.debt().ifPresent(debt -> debts.add(0, debt));
      }
    }
    boolean boots = debts.stream().anyMatch(Debt.Stopped.class::isInstance);
    for (Debt debt : debts) {
      commands.addAll(
          boots ? steps.repaying(debt, false).commands() : steps.repaying(debt, false).byHand());
    }
    for (StepSpec step : plan.steps()) {
      if (step.phase() == Phase.AFTER) {
        commands.addAll(steps.of(step, History.NONE).commands());
      }
    }
    return List.copyOf(commands);
  }

  /** What an operator types, in order, to pay the debts without cvmsnap. */
  List<Invocation> byHand(List<Debt> debts) {
    return debts.stream().flatMap(debt -> steps.repaying(debt, false).byHand().stream()).toList();
  }
}
