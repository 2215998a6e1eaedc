package org.cvmsnap.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.error.Contained;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reaches the goals of one run, one after the other, and keeps the reports on them. */
final class StepExecutor {
  private static final Logger logger = LoggerFactory.getLogger(StepExecutor.class);

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
    return reach(step, goal, phase, intent, doubtful, false);
  }

  private Trial reach(
      Step step,
      Goal goal,
      Phase phase,
      Reconciler.Intent intent,
      boolean doubtful,
      boolean untilSeen)
      throws InterruptedException {
    listener.began(phase, goal.subject());
    Duration start = time.elapsed();
    Reconciler reconciler =
        new Reconciler(
            goal,
            steps::act,
            time,
            waitingFor -> listener.waiting(goal.subject(), waitingFor),
            untilSeen);
    Reconciler.Result result =
        Contained.work(() -> reconciler.reach(intent, doubtful), bug -> unknown(goal, bug));
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

  /** A goal of which even how it is tried cannot be told may have been acted on. */
  private static Reconciler.Result unknown(Goal goal, Throwable bug) {
    logger.error("{}: internal error", goal.subject(), bug);
    return new Reconciler.Result(Outcome.UNKNOWN, "internal error: " + bug, true, false, false);
  }

  /** Brings a goal about on the way home: a stray interrupt only makes it look again. */
  StepReport shielded(
      Step step, Goal goal, Phase phase, Reconciler.Intent intent, boolean doubtful) {
    return shielded(step, goal, phase, intent, doubtful, false).report();
  }

  private Trial shielded(
      Step step,
      Goal goal,
      Phase phase,
      Reconciler.Intent intent,
      boolean doubtful,
      boolean untilSeen) {
    boolean cutShort = false;
    while (true) {
      try {
        Trial trial = reach(step, goal, phase, intent, doubtful, untilSeen);
        return new Trial(trial.report(), trial.unanswered() || cutShort, trial.taken());
      } catch (InterruptedException e) {
        interrupts.shield();
        cutShort = true;
      }
    }
  }

  /** Brings a goal about on the way home, where the journal tells already that the step acts. */
  StepReport shielded(Step step, Goal goal, Phase phase, boolean doubtful) {
    return shielded(step, goal, phase, () -> {}, doubtful);
  }

  /**
   * Gives back what a step owes.
   *
   * @param phase of the run in which it is
   * @param untilSeen whether what cannot be seen is waited for as long as what moves: who gives up
   *     then leaves a guest down that would have come back
   */
  Trial repaid(Step step, Goal goal, Phase phase, boolean doubtful, boolean untilSeen) {
    return shielded(step, goal, phase, () -> {}, doubtful, untilSeen);
  }

  /** How long the steps of that kind have taken on the way out. */
  Duration spent(Class<? extends Step> kind) {
    return reports.stream()
        .filter(report -> report.phase() == Phase.OUTAGE)
        .filter(report -> report.step().filter(kind::isInstance).isPresent())
        .map(StepReport::took)
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Whether a goal that was reached still is; one that cannot be seen is taken to be. */
  boolean holds(Goal goal) {
    try {
      return Contained.work(
          () -> goal.look(Acts.NONE) instanceof Look.Reached,
          bug -> {
            logger.error("{}: internal error", goal.subject(), bug);
            return true;
          });
    } catch (NotLearnedException e) {
      return true;
    } catch (InterruptedException e) {
      interrupts.shield();
      return true;
    }
  }

  List<StepReport> reports() {
    return reports;
  }
}
