package org.cvmsnap.workflow;

import java.util.ArrayList;
import java.util.List;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Steps;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.SiteSteps;
import org.cvmsnap.step.StopDomain;

/** The commands of a plan, or of what is owed, without running any. */
final class Preview {
  private final Steps steps;

  Preview(Session session) {
    this.steps = new SiteSteps(session.reading());
  }

  /** The mutating commands of a plan that meets no trouble: out, home, and what comes after. */
  List<Invocation> of(Plan plan) {
    List<Invocation> commands = new ArrayList<>();
    List<Step> owing = new ArrayList<>();
    for (Step step : plan.steps()) {
      if (step.phase() != Phase.AFTER) {
        commands.addAll(steps.of(step, History.NONE).commands());
        step.debt().ifPresent(debt -> owing.add(0, step));
      }
    }
    boolean boots = owing.stream().anyMatch(StopDomain.class::isInstance);
    for (Step step : owing) {
      Goal repaid = steps.repaying(step, false);
      commands.addAll(boots ? repaid.commands() : repaid.byHand());
    }
    for (Step step : plan.steps()) {
      if (step.phase() == Phase.AFTER) {
        commands.addAll(steps.of(step, History.NONE).commands());
      }
    }
    return List.copyOf(commands);
  }

  /** What an operator types, in order, to pay what is owed without cvmsnap. */
  List<Invocation> byHand(List<Step> owing) {
    return owing.stream().flatMap(step -> steps.repaying(step, false).byHand().stream()).toList();
  }
}
