package org.cvmsnap.engine;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.cvmsnap.engine.RunResult.Ending;
import org.cvmsnap.journal.Event;
import org.cvmsnap.journal.RunJournal;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;

/** One run on its way through its plan. */
final class Course implements History {
  private static final int TRIES_TO_WRITE = 5;

  private final RunJournal journal;
  private final Plan plan;
  private final History history;
  private final boolean resumed;
  private final Steps steps;
  private final Engine.Time time;
  private final EngineListener listener;
  private final Interrupts interrupts;
  private final StepExecutor executor;
  private final OutageClock outage;
  private final Window window;
  private final List<String> leftovers = new ArrayList<>();

  /** What was last said of steps that could not be cleared away. */
  private final Map<Integer, String> uncleared = new TreeMap<>();

  private final List<String> dispensed = new ArrayList<>();
  private final LateEffects late;
  private final Map<Integer, Together.Begun> begun = new HashMap<>();
  private Ending ending = Ending.SUCCEEDED;

  /** The last step that was looked at ahead of its turn. */
  private int ahead;

  private String why = "";

  /**
   * @param resumed whether another process has begun the run
   */
  Course(
      RunJournal journal,
      boolean resumed,
      Steps steps,
      Engine.Time time,
      EngineListener listener,
      Interrupts interrupts) {
    this.journal = journal;
    this.resumed = resumed;
    this.plan = journal.record().plan();
    this.history = new RecordedHistory(journal.record());
    this.steps = steps;
    this.time = time;
    this.listener = listener;
    this.interrupts = interrupts;
    this.executor = new StepExecutor(steps, time, listener, interrupts);
    this.outage = new OutageClock(time, listener);
    this.window = new Window(plan.notAfter(), time);
    this.late =
        new LateEffects(
            journal,
            time,
            listener,
            interrupts,
            index -> steps.of(plan.steps().get(index), this).limits(Acts.NONE));
  }

  /** A signal has ended the way out. */
  void interrupted() {
    ending = Ending.INTERRUPTED;
    begun.forEach((index, going) -> cutShort(index, going.attempt().answered()));
  }

  /** A signal has cut the step short: what has not answered may still come. */
  private void cutShort(int index, boolean answered) {
    if (wasBegun(index) && answered) {
      late.answered(index);
    } else if (wasBegun(index)) {
      late.unanswered(index);
    }
  }

  void failed(String problem) {
    ending = Ending.FAILED;
    because(problem);
  }

  /**
   * The way out: every step up to the last of the outage, until one is not reached. What an earlier
   * process has done is not done again, and not waited for.
   */
  void out() throws InterruptedException {
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
      if (!perform(index, step) && ending != Ending.SUCCEEDED) {
        begun.forEach(this::leave);
        return;
      }
    }
  }

  /** Whether the guest is not to be taken down any more; it is not left half way down. */
  private boolean tooLate() {
    return window.over()
        && intended().allMatch(index -> plan.steps().get(index).phase() == Phase.PREPARE);
  }

  private void missed(String unready) {
    ending = Ending.LATE;
    why = window.missed(unready);
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
    if (count < 2 || places.stream().anyMatch(this::wasBegun)) {
      return;
    }
    Map<Integer, Goal> goals = new LinkedHashMap<>();
    places.forEach(index -> goals.put(index, steps.of(plan.steps().get(index), this)));
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

  /** Whether this process or an earlier one was about to act on it. */
  private boolean wasBegun(int index) {
    return journal.record().intended(index).isPresent();
  }

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

  /** Does a step on the way out, and tells whether it was reached; where not, that is the end. */
  private boolean perform(int index, Step step) throws InterruptedException {
    if (step.takenLater()) {
      return owesLater();
    }
    StepExecutor.Trial trial;
    Optional<Together.Begun> going = Optional.ofNullable(begun.remove(index));
    boolean doubtful = going.isEmpty() && inDoubt(index);
    try {
      Goal goal = window.due(step, steps.of(step, this));
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
    boolean reached = finished(index, trial.report());
    if (!reached && tooLate()) {
      missed(trial.report().described());
    } else if (!reached && step.dispensable()) {
      dispensed.add(trial.report().described());
    } else if (!reached) {
      boolean first = acted().allMatch(each -> each == index);
      ending = trial.taken() && first ? Ending.TAKEN : Ending.FAILED;
    }
    return reached;
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
        Goal goal = steps.of(step, this);
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

  /** Owes all that later acts take, and tells whether that could be written down. */
  private boolean owesLater() {
    try {
      oweLater();
      return true;
    } catch (IOException e) {
      ending = Ending.FAILED;
      because("the journal cannot be written: " + e.getMessage());
      return false;
    }
  }

  private void oweLater() throws IOException {
    for (int index = 0; index < plan.steps().size(); index++) {
      if (plan.steps().get(index).takenLater() && !wasBegun(index)) {
        intend(index, plan.steps().get(index));
        journal.note(new Event.Finished(time.now(), index, Outcome.CHANGED, ""));
      }
    }
  }

  /** Notes how a step on the way out has ended, and tells whether it was reached. */
  private boolean finished(int index, StepReport report) {
    journal.note(new Event.Finished(time.now(), index, report.outcome(), report.why()));
    if (!report.outcome().reached() && !plan.steps().get(index).dispensable()) {
      why = report.described();
    }
    return report.outcome().reached();
  }

  /** Whether an earlier process was about to act on it, and did not say what came of it. */
  private boolean inDoubt(int index) {
    return wasBegun(index) && late.possible(index);
  }

  boolean hold() {
    return intended()
        .filter(index -> plan.steps().get(index).keepsOthersOff())
        .mapToObj(this::hold)
        .reduce(true, Boolean::logicalAnd);
  }

  private boolean hold(int index) {
    Step step = plan.steps().get(index);
    return executor
        .shielded(step, steps.of(step, this), Phase.PREPARE, () -> oweAgain(index), false)
        .outcome()
        .reached();
  }

  /** What a process has given up as it ended is owed again before it is taken once more. */
  private void oweAgain(int index) throws IOException {
    if (!journal.record().owed().contains(index)) {
      journal.commit(new Event.Undone(time.now(), index));
    }
  }

  /** Whether the run is one that is finished by whoever recovers it, as it has begun to act. */
  boolean toBeFinished() {
    return plan.finishedLater() && acted().findAny().isPresent();
  }

  /** Finds out what an earlier process has come to, and so how the run has ended. */
  void judge() {
    settle(outcome -> outcome != Outcome.FAILED);
    ending = wentOut() ? Ending.SUCCEEDED : Ending.FAILED;
  }

  /** The steps that were about to act. */
  private IntStream intended() {
    return IntStream.range(0, plan.steps().size()).filter(this::wasBegun);
  }

  /** Those of them that are what the run is for, or part of it. */
  private IntStream acted() {
    return intended().filter(index -> !plan.steps().get(index).keepsOthersOff());
  }

  /** Whether something was changed, or may have been, and something is left to be changed. */
  private boolean halfDone() {
    return !wentOut()
        && acted()
            .mapToObj(index -> journal.record().outcome(index).orElse(Outcome.UNKNOWN))
            .anyMatch(outcome -> outcome != Outcome.FAILED);
  }

  @Override
  public Optional<Instant> acted(Predicate<Step> which) {
    return history.acted(which);
  }

  @Override
  public <S extends Step> List<Ended<S>> ended(Class<S> kind) {
    return history.ended(kind);
  }

  @Override
  public Duration spent(Class<? extends Step> kind) {
    return executor.spent(kind);
  }

  private void intend(int index, Step step) throws IOException {
    boolean outage = step.debt().filter(Debt::outage).isPresent();
    if (outage && !step.takenLater()) {
      oweLater();
    }
    journal.commit(new Event.Intended(time.now(), index));
    if (outage) {
      this.outage.begin();
    }
  }

  /** The way home, and what is to be done when the guest is there. */
  RunResult home() {
    interrupts.shield();
    late.takeUp();
    settle(outcome -> false);
    Repayment repayment =
        new Repayment(journal, resumed, steps, time, listener, interrupts, executor, outage, late);
    repayment.pay();
    boolean unused = written(); // what is told below
    if (wentOut() && !wentOut(journal.onDisk()) && revocable()) {
      // A later recovery would not know the work for complete, and clear it away.
      failed("the journal could not be written, so nothing proves the work complete");
      undo();
    } else if (wentOut()) {
      after(step -> true);
    } else if (journal.record().beyondUndoing()) {
      after(Step::dueAfterFailure);
    } else if (!journal.record().guestDown() && !plan.finishedLater()) {
      undo();
    }
    repayment.finish();
    leftovers.addAll(uncleared.values());
    leftovers.addAll(repayment.leftovers());
    dispensed.addAll(repayment.dispensed());
    repayment.unpaid().forEach(this::because);
    if (!repayment.unpaid().isEmpty() && ending == Ending.SUCCEEDED) {
      ending = Ending.FAILED;
    }
    interrupts
        .requested()
        .ifPresent(
            signal -> {
              ending = Ending.INTERRUPTED;
              because("interrupted by " + signal);
            });
    if (plan.finishedLater() && halfDone()) {
      leftovers.add(plan.operation() + " of " + plan.about() + " is half done");
    }
    if (!written()) {
      leftovers.add(
          "the journal of run "
              + plan.run()
              + " could not be written to its end; make room, then type cvmsnap recover");
    }
    boolean made = wentOut() && (wentOut(journal.onDisk()) || !revocable());
    RunResult result =
        new RunResult(
            ending,
            made,
            why,
            executor.reports(),
            journal.record().owing(),
            journal.record().doubts(),
            leftovers,
            dispensed,
            outage.outage());
    if (result.debts().isEmpty() && leftovers.isEmpty() && result.doubts().isEmpty()) {
      journal.note(new Event.Ended(time.now(), result.status()));
    }
    return result;
  }

  private void because(String problem) {
    why = why.isEmpty() ? problem : why + "; " + problem;
  }

  /** Whether what the run has done can be cleared away again. */
  private boolean revocable() {
    return !plan.finishedLater() && !journal.record().beyondUndoing();
  }

  /** Tries for a moment to get on disk what could not be written while the guest was away. */
  private boolean written() {
    for (int attempt = 1; !journal.complete() && attempt < TRIES_TO_WRITE; attempt++) {
      try {
        time.sleep(Duration.ofSeconds(1));
      } catch (InterruptedException e) {
        interrupts.shield();
      }
      journal.tryAgain();
    }
    return journal.complete();
  }

  /**
   * Finds out what became of steps that cannot be undone, before the guest comes back and makes
   * that impossible to see.
   *
   * @param again whether to look again where there is an outcome that is not good
   */
  private void settle(Predicate<Outcome> again) {
    for (int index = 0; index < plan.steps().size(); index++) {
      Optional<Outcome> earlier = journal.record().outcome(index);
      boolean open =
          wasBegun(index)
              && !journal.record().reached(index)
              && earlier.map(again::test).orElse(true);
      Step step = plan.steps().get(index);
      Optional<Goal> goal = open ? steps.settling(step, earlier.isPresent()) : Optional.empty();
      if (goal.isPresent()) {
        StepReport report =
            executor.shielded(step, goal.get(), Phase.OUTAGE, !late.hasAnswered(index));
        finished(index, late.mayCome(index) ? report.unlessReached(Outcome.UNKNOWN) : report);
      }
    }
  }

  private boolean wentOut() {
    return wentOut(journal.record());
  }

  /** Whether everything up to the end of the outage was done, so that the work is complete. */
  private boolean wentOut(RunRecord record) {
    return IntStream.range(0, plan.steps().size())
        .filter(index -> plan.steps().get(index).phase() != Phase.AFTER)
        .filter(index -> !plan.steps().get(index).onlyLooks())
        .filter(index -> !dispensedWith(record, index))
        .allMatch(record::reached);
  }

  /** Whether the run has gone on without that step; what nobody saw the end of may go on. */
  private boolean dispensedWith(RunRecord record, int index) {
    return plan.steps().get(index).dispensable() && record.outcome(index).isPresent();
  }

  private void after(Predicate<Step> due) {
    for (int index = 0; index < plan.steps().size(); index++) {
      Step step = plan.steps().get(index);
      boolean wanted = step.phase() == Phase.AFTER && due.test(step);
      if (!wanted || journal.record().reached(index)) {
        continue;
      }
      int place = index;
      StepReport report =
          executor.shielded(
              step,
              steps.of(step, this),
              Phase.AFTER,
              () -> journal.note(new Event.Intended(time.now(), place)),
              false);
      journal.note(new Event.Finished(time.now(), index, report.outcome(), report.why()));
      if (!report.outcome().reached()) {
        leftovers.add(report.described());
      }
    }
  }

  /** Clears away what was begun; also what comes of it later. */
  private void undo() {
    List<Integer> begun = journal.record().acted();
    begun.forEach(this::undo);
    late.watch(
        begun.stream().filter(index -> undoing(index).isPresent()).toList(),
        index -> executor.holds(undoing(index).orElseThrow()),
        this::undo);
  }

  private Optional<Goal> undoing(int index) {
    return steps.undoing(plan.steps().get(index));
  }

  private void undo(int index) {
    boolean doubtful = late.possible(index);
    undoing(index)
        .ifPresent(
            goal -> {
              StepReport report =
                  executor.shielded(plan.steps().get(index), goal, Phase.AFTER, doubtful);
              if (report.outcome().reached()) {
                uncleared.remove(index);
              } else {
                uncleared.put(index, report.described());
              }
            });
  }
}
