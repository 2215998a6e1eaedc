package org.cvmsnap.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.cvmsnap.error.Contained;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.run.Attempt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reaches the goals of one run, one after the other, and keeps the reports on them. */
final class StepExecutor {
  private static final Logger logger = LoggerFactory.getLogger(StepExecutor.class);

  private static final Attempt CUT_SHORT = Attempt.unanswered("a signal came");

  private final Steps steps;
  private final Engine.Time time;
  private final EngineListener listener;
  private final Interrupts interrupts;
  private final List<StepReport> reports = new ArrayList<>();
  private Optional<Reconciler> last = Optional.empty();

  StepExecutor(Steps steps, Engine.Time time, EngineListener listener, Interrupts interrupts) {
    this.steps = steps;
    this.time = time;
    this.listener = listener;
    this.interrupts = interrupts;
  }

  /**
   * What came of a goal.
   *
   * @param acts what was done for it
   * @param unanswered whether a command for it may have its effect later
   * @param taken whether another run has what is needed for it
   */
  record Trial(StepReport report, Acts acts, boolean unanswered, boolean taken) {
    /** What its last command has said where that has answered, and not brought it about. */
    Optional<String> refused() {
      return report.outcome().reached() || !acts.last().answered()
          ? Optional.empty()
          : Optional.of(acts.last().said()).filter(said -> !said.isEmpty());
    }
  }

  /**
   * Brings a goal about for a step.
   *
   * @param intent called before the first act
   * @param doubtful whether a command may still be under way
   * @param next the goals that are looked at next
   */
  Trial reach(
      Step step,
      Goal goal,
      Phase phase,
      Reconciler.Intent intent,
      boolean doubtful,
      Supplier<List<Goal>> next)
      throws InterruptedException {
    listener.began(phase, goal.subject());
    LookAhead actor = new LookAhead(steps, !doubtful && goal.commands().isEmpty(), next);
    return reach(
        step, goal, phase, actor, false, time.elapsed(), each -> each.reach(intent, doubtful));
  }

  /** Brings a goal about for which something was begun already. */
  Trial goOn(
      Step step,
      Goal goal,
      Phase phase,
      Together.Begun begun,
      boolean untilSeen,
      Supplier<List<Goal>> next)
      throws InterruptedException {
    LookAhead actor = new LookAhead(steps, LookAhead.good(begun.attempt()), next);
    return reach(step, goal, phase, actor, untilSeen, begun.since(), each -> each.goOn(begun));
  }

  /** Whether every command for the goal that was last gone for has answered. */
  boolean answered() {
    return last.filter(Reconciler::answered).isPresent();
  }

  private interface Reaching {
    Reconciler.Result by(Reconciler reconciler) throws InterruptedException;
  }

  private Trial reach(
      Step step,
      Goal goal,
      Phase phase,
      LookAhead actor,
      boolean untilSeen,
      Duration start,
      Reaching reaching)
      throws InterruptedException {
    Reconciler reconciler =
        new Reconciler(
            goal,
            actor,
            time,
            waitingFor -> listener.waiting(goal.subject(), waitingFor),
            untilSeen);
    last = Optional.of(reconciler);
    Reconciler.Result result =
        Contained.work(() -> reaching.by(reconciler), bug -> unknown(goal, bug));
    Duration took = time.elapsed().minus(start);
    StepReport report =
        new StepReport(
            Optional.of(step),
            goal.subject(),
            phase,
            result.outcome(),
            took,
            result.why(),
            result.differs(),
            reconciler.remedy());
    reports.add(report);
    listener.ended(report);
    return new Trial(report, reconciler.acts(), result.unanswered(), result.taken());
  }

  /** What begins with a journal that says so. */
  interface Intents {
    void record(int place) throws IOException;
  }

  /**
   * Begins several goals together, each that owes a command, and looks at none of them afterwards.
   * Begins nothing where fewer than two do.
   *
   * @param goals by their places
   * @param intents called for each that is begun, before the first act
   * @param begun is told what was begun, by places; what a signal cuts short has not answered
   */
  void begin(
      Map<Integer, Goal> goals, Phase phase, Intents intents, Map<Integer, Together.Begun> begun)
      throws IOException, InterruptedException {
    Duration since = time.elapsed();
    List<Owing> owing = new ArrayList<>();
    for (Map.Entry<Integer, Goal> each : goals.entrySet()) {
      if (look(each.getValue()).orElse(Look.reached()) instanceof Look.Owed owed) {
        owing.add(new Owing(each.getKey(), each.getValue(), owed));
      }
    }
    if (owing.size() < 2) {
      return;
    }
    for (Owing each : owing) {
      intents.record(each.place());
    }
    Optional<Invocation> merged =
        steps.merged(owing.stream().map(each -> each.owed().next()).toList());
    List<List<Owing>> acts =
        merged.isPresent() ? List.of(owing) : owing.stream().map(List::of).toList();
    for (List<Owing> together : acts) {
      if (Thread.interrupted()) {
        throw new InterruptedException(); // before it is in doubt
      }
      together.forEach(each -> listener.began(phase, each.goal().subject()));
      Owing first = together.get(0);
      together.forEach(each -> begun.put(each.place(), each.begun(since, CUT_SHORT)));
      Attempt attempt = act(first.goal(), merged.orElse(first.owed().next()));
      together.forEach(each -> begun.put(each.place(), each.begun(since, attempt)));
      if (!attempt.answered()) {
        return; // the others wait until it is known what came of it
      }
    }
  }

  private record Owing(int place, Goal goal, Look.Owed owed) {
    Together.Begun begun(Duration since, Attempt attempt) {
      return new Together.Begun(since, owed, attempt);
    }
  }

  private Attempt act(Goal goal, Invocation command) throws InterruptedException {
    return Contained.work(
        () -> steps.act(command, goal.limits(Acts.NONE).command()),
        bug -> {
          logger.error("{}: internal error", goal.subject(), bug);
          return Attempt.unanswered("internal error: " + bug);
        });
  }

  /** How things stand; empty where that cannot be learned. */
  private static Optional<Look> look(Goal goal) throws InterruptedException {
    try {
      return Contained.work(
          () -> Optional.of(goal.look(Acts.NONE)),
          bug -> {
            logger.error("{}: internal error", goal.subject(), bug);
            return Optional.empty();
          });
    } catch (NotLearnedException e) {
      return Optional.empty();
    }
  }

  /** A goal of which even how it is tried cannot be told may have been acted on. */
  private static Reconciler.Result unknown(Goal goal, Throwable bug) {
    logger.error("{}: internal error", goal.subject(), bug);
    return new Reconciler.Result(Outcome.UNKNOWN, "internal error: " + bug, true, false, false);
  }

  /** Brings a goal about on the way home: a stray interrupt only makes it look again. */
  StepReport shielded(
      Step step, Goal goal, Phase phase, Reconciler.Intent intent, boolean doubtful) {
    listener.began(phase, goal.subject());
    Duration start = time.elapsed();
    LookAhead actor = new LookAhead(steps, false, List::of);
    return shielded(
            () ->
                reach(step, goal, phase, actor, false, start, each -> each.reach(intent, doubtful)))
        .report();
  }

  private interface Trying {
    Trial go() throws InterruptedException;
  }

  private Trial shielded(Trying trying) {
    boolean cutShort = false;
    while (true) {
      try {
        Trial trial = trying.go();
        return new Trial(
            trial.report(), trial.acts(), trial.unanswered() || cutShort, trial.taken());
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
   * @param begun what was begun for it
   * @param untilSeen whether what cannot be seen is waited for as long as what moves: who gives up
   *     then leaves a guest down that would have come back
   * @param next the goals that are looked at next
   */
  Trial repaid(
      Step step,
      Goal goal,
      Phase phase,
      Optional<Together.Begun> begun,
      boolean doubtful,
      boolean untilSeen,
      Supplier<List<Goal>> next) {
    if (begun.isPresent()) {
      return shielded(() -> goOn(step, goal, phase, begun.get(), untilSeen, next));
    }
    listener.began(phase, goal.subject());
    Duration start = time.elapsed();
    LookAhead actor = new LookAhead(steps, false, next);
    return shielded(
        () ->
            reach(
                step,
                goal,
                phase,
                actor,
                untilSeen,
                start,
                each -> each.reach(() -> {}, doubtful)));
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
      return look(goal).map(Look.Reached.class::isInstance).orElse(true);
    } catch (InterruptedException e) {
      interrupts.shield();
      return true;
    }
  }

  List<StepReport> reports() {
    return reports;
  }
}
