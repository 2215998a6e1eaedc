package org.cvmsnap.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cvmsnap.engine.RunResult.Ending;
import org.cvmsnap.journal.Event;
import org.cvmsnap.journal.RunJournal;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;

/**
 * The way out: every step up to the last of the outage, until one is not reached. What an earlier
 * process has done is not done again, and not waited for.
 */
final class WayOut {
  private final RunJournal journal;
  private final Plan plan;
  private final Progress progress;
  private final boolean resumed;
  private final Steps steps;
  private final History history;
  private final Engine.Time time;
  private final StepExecutor executor;
  private final OutageClock outage;
  private final LateEffects late;
  private final RunEnding ending;
  private final Window window;
  private final List<String> dispensed = new ArrayList<>();
  private final Map<Integer, Together.Begun> begun = new HashMap<>();

  /** The last step that was looked at ahead of its turn. */
  private int ahead;

  /**
   * @param resumed whether another process has begun the run
   * @param history what was done before, for steps that ask
   * @param ending is told how the way out has ended
   */
  WayOut(
      RunJournal journal,
      boolean resumed,
      Steps steps,
      History history,
      Engine.Time time,
      StepExecutor executor,
      OutageClock outage,
      LateEffects late,
      RunEnding ending) {
    this.journal = journal;
    this.plan = journal.record().plan();
    this.progress = new Progress(journal.record());
    this.resumed = resumed;
    this.steps = steps;
    this.history = history;
    this.time = time;
    this.executor = executor;
    this.outage = outage;
    this.late = late;
    this.ending = ending;
    this.window = new Window(plan.notAfter(), time);
  }

  /** The steps that were not reached, and that the run has gone on without. */
  List<String> dispensed() {
    return dispensed;
  }

  void go() throws InterruptedException {
    for (int index = 0; index < plan.steps().size(); index++) {
      Step step = plan.steps().get(index);
      boolean done = journal.record().reached(index) || (resumed && step.onlyLooks());
      if (step.phase() == Phase.AFTER || done) {
        continue;
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (tooLate()) {
        missed("");
        return;
      }
      beginTogether(index);
      if (!perform(index, step) && !ending.succeeded()) {
        begun.forEach(this::leave);
        return;
      }
    }
  }

  /** Does what has to be so before the outage of another run, and owes what that owes. */
  void adopt() throws IOException, InterruptedException {
    for (int index = 0; index < plan.steps().size(); index++) {
      Step step = plan.steps().get(index);
      if (step.phase() != Phase.PREPARE) {
        journal.commit(new Event.Intended(time.now(), index));
      } else if (!perform(index, step)) {
        return;
      }
    }
  }

  /** A signal has put an end to it. */
  void interrupted() {
    begun.forEach((index, going) -> cutShort(index, going.attempt().answered()));
  }

  /** A signal has cut the step short: what has not answered may still come. */
  private void cutShort(int index, boolean answered) {
    if (progress.begun(index) && answered) {
      late.answered(index);
    } else if (progress.begun(index)) {
      late.unanswered(index);
    }
  }

  /** Whether the guest is not to be taken down any more; it is not left half way down. */
  private boolean tooLate() {
    return window.over() && progress.preparing();
  }

  private void missed(String unready) {
    ending.is(Ending.LATE, window.missed(unready));
  }

  /** Nothing more comes of what was begun together with a step that failed, and has answered. */
  private void leave(int index, Together.Begun going) {
    if (going.attempt().answered()) {
      journal.note(new Event.Finished(time.now(), index, Outcome.UNKNOWN, "nobody has looked"));
    }
  }

  /** Begins a step together with those of its kind that follow, where none of them was begun. */
  private void beginTogether(int first) throws InterruptedException {
    int count = Together.count(plan.steps().subList(first, plan.steps().size()));
    List<Integer> places = IntStream.range(first, first + count).boxed().toList();
    if (count < 2 || places.stream().anyMatch(progress::begun)) {
      return;
    }
    Map<Integer, Goal> goals = new LinkedHashMap<>();
    places.forEach(index -> goals.put(index, steps.of(plan.steps().get(index), history)));
    try {
      executor.begin(
          goals,
          plan.steps().get(first).phase(),
          index -> intend(index, plan.steps().get(index)),
          begun);
    } catch (IOException e) {
      // Nothing was begun, and the first step finds the same.
    } catch (InterruptedException e) {
      places.stream()
          .filter(index -> !begun.containsKey(index))
          .forEach(index -> cutShort(index, true));
      throw e;
    }
  }

  /** Does a step, and tells whether it was reached; where not, that is the end. */
  private boolean perform(int index, Step step) throws InterruptedException {
    if (step.takenLater()) {
      return owesLater();
    }
    StepExecutor.Trial trial;
    Optional<Together.Begun> going = Optional.ofNullable(begun.remove(index));
    boolean doubtful = going.isEmpty() && inDoubt(index);
    try {
      Goal goal = window.due(step, steps.of(step, history));
      trial =
          going.isPresent()
              ? executor.goOn(step, goal, step.phase(), going.get(), false, () -> next(index))
              : executor.reach(
                  step, goal, step.phase(), () -> intend(index, step), doubtful, () -> next(index));
    } catch (InterruptedException e) {
      cutShort(index, executor.answered() && !doubtful);
      throw e;
    }
    if (trial.unanswered()) {
      late.unanswered(index);
    }
    StepReport report = trial.report();
    journal.note(new Event.Finished(time.now(), index, report.outcome(), report.why()));
    if (!report.outcome().reached()) {
      notReached(index, step, trial);
    }
    return report.outcome().reached();
  }

  private void notReached(int index, Step step, StepExecutor.Trial trial) {
    String described = trial.report().described();
    if (tooLate()) {
      missed(described);
    } else if (step.dispensable()) {
      dispensed.add(described);
    } else {
      boolean first = progress.acted().allMatch(each -> each == index);
      ending.is(trial.taken() && first ? Ending.TAKEN : Ending.FAILED, described);
    }
  }

  /**
   * What is looked at once that step of the outage is reached: up to the next one that acts, or,
   * where none does any more, the newest debt. What was looked at ahead before is not again.
   */
  private List<Goal> next(int index) {
    List<Goal> next = new ArrayList<>();
    if (plan.steps().get(index).phase() != Phase.OUTAGE || index < ahead) {
      return next;
    }
    for (int i = index + 1; i < plan.steps().size(); i++) {
      Step step = plan.steps().get(i);
      if (step.phase() == Phase.AFTER) {
        break;
      }
      if (!begun.containsKey(i) && !step.takenLater()) {
        Goal goal = steps.of(step, history);
        boolean acts = !goal.commands().isEmpty();
        if (!acts && next.size() == LookAhead.MOST) {
          return next;
        }
        ahead = i;
        next.add(goal);
        if (acts) {
          return next;
        }
      }
    }
    journal.record().owed().stream()
        .map(owed -> plan.steps().get(owed))
        .filter(step -> !step.keepsOthersOff())
        .findFirst()
        .ifPresent(step -> next.add(steps.repaying(step, resumed)));
    return next;
  }

  private void intend(int index, Step step) throws IOException {
    boolean takesAway = step.debt().filter(Debt::outage).isPresent();
    if (takesAway && !step.takenLater()) {
      oweLater();
    }
    journal.commit(new Event.Intended(time.now(), index));
    if (takesAway) {
      outage.begin();
    }
  }

  /** Owes all that later acts take, and tells whether that could be written down. */
  private boolean owesLater() {
    try {
      oweLater();
      return true;
    } catch (IOException e) {
      ending.failed("the journal cannot be written: " + e.getMessage());
      return false;
    }
  }

  private void oweLater() throws IOException {
    for (int index = 0; index < plan.steps().size(); index++) {
      if (plan.steps().get(index).takenLater() && !progress.begun(index)) {
        intend(index, plan.steps().get(index));
        journal.note(new Event.Finished(time.now(), index, Outcome.CHANGED, ""));
      }
    }
  }

  /** Whether an earlier process was about to act on it, and did not say what came of it. */
  private boolean inDoubt(int index) {
    return progress.begun(index) && late.possible(index);
  }
}
