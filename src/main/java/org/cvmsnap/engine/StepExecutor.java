package org.cvmsnap.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Step;

/** Reaches the goals of one run, one after the other, and keeps the reports on them. */
final class StepExecutor {
  private final Steps steps;
  private final Engine.Time time;
  private final EngineListener listener;
  private final Interrupts interrupts;
  private final List<StepReport> reports = new ArrayList<>();

  StepExecutor(Steps steps, Engine.Time time, EngineListener listener, Interrupts interrupts) {
    this.steps = steps;
    this.time = time;
    this.listener = listener;
    this.interrupts = interrupts;
  }

  /**
   * What came of a goal.
   *
   * @param unanswered whether a command for it may have its effect later
   * @param taken whether another run has what is needed for it
   */
  record Trial(StepReport report, boolean unanswered, boolean taken) {}

  /**
   * Brings a goal about for a step.
   *
   * @param intent called before the first act
   * @param doubtful whether a command may still be under way
   */
  Trial reach(Step step, Goal goal, Phase phase, Reconciler.Intent intent, boolean doubtful)
      throws InterruptedException {
    listener.began(phase, goal.subject());
    Duration start = time.elapsed();
    Reconciler reconciler =
        new Reconciler(
            goal, steps::act, time, waitingFor -> listener.waiting(goal.subject(), waitingFor));
    Reconciler.Result result = reconciler.reach(intent, doubtful);
    Duration took = time.elapsed().minus(start);
    StepReport report =
        new StepReport(
            Optional.of(step),
            goal.subject(),
            phase,
            result.outcome(),
            took,
            result.why(),
            result.differs());
    reports.add(report);
    listener.ended(report);
    return new Trial(report, result.unanswered(), result.taken());
  }

  /** Brings a goal about on the way home: a stray interrupt only makes it look again. */
  StepReport shielded(
      Step step, Goal goal, Phase phase, Reconciler.Intent intent, boolean doubtful) {
    while (true) {
      try {
        return reach(step, goal, phase, intent, doubtful).report();
      } catch (InterruptedException e) {
        interrupts.shield();
      }
    }
  }

  /** Brings a goal about on the way home, where the journal tells already that the step acts. */
  StepReport shielded(Step step, Goal goal, Phase phase, boolean doubtful) {
    return shielded(step, goal, phase, () -> {}, doubtful);
  }

  List<StepReport> reports() {
    return reports;
  }
}
