package org.cvmsnap.engine;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.cvmsnap.engine.RunResult.Ending;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.journal.Event;
import org.cvmsnap.journal.RunJournal;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;

/** One run on its way through its plan: the way out, the way home, and the conclusion. */
final class Course implements History {
  private static final int TRIES_TO_WRITE = 5;

  private final RunJournal journal;
  private final Plan plan;
  private final Progress progress;
  private final History history;
  private final Steps steps;
  private final Engine.Time time;
  private final Interrupts interrupts;
  private final StepExecutor executor;
  private final OutageClock outage;
  private final LateEffects late;
  private final RunEnding ending = new RunEnding();
  private final WayOut wayOut;
  private final Repayment repayment;
  private final Conclusion conclusion;

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
    this.plan = journal.record().plan();
    this.progress = new Progress(journal.record());
    this.history = new RecordedHistory(journal.record());
    this.steps = steps;
    this.time = time;
    this.interrupts = interrupts;
    this.executor = new StepExecutor(steps, time, listener, interrupts);
    this.outage = new OutageClock(time, listener);
    this.late =
        new LateEffects(
            journal,
            time,
            listener,
            interrupts,
            index -> steps.of(plan.steps().get(index), this).limits(Acts.NONE));
    this.wayOut = new WayOut(journal, resumed, steps, this, time, executor, outage, late, ending);
    this.repayment =
        new Repayment(journal, resumed, steps, time, listener, interrupts, executor, outage, late);
    this.conclusion = new Conclusion(journal, steps, this, time, executor, late);
  }

  @Override
  public Optional<Instant> acted(Predicate<Step> which) {
    return history.acted(which);
  }

  @Override
  public Optional<Instant> ended(Predicate<Step> which) {
    return history.ended(which);
  }

  @Override
  public boolean resumed() {
    return history.resumed();
  }

  @Override
  public <S extends Step> List<Ended<S>> ended(Class<S> kind) {
    return history.ended(kind);
  }

  @Override
  public Duration spent(Class<? extends Step> kind) {
    return executor.spent(kind);
  }

  void out() throws InterruptedException {
    wayOut.go();
  }

  void adopt() throws IOException, InterruptedException {
    wayOut.adopt();
  }

  /** A signal has ended the way out. */
  void interrupted() {
    ending.is(Ending.INTERRUPTED, ending.why());
    wayOut.interrupted();
  }

  void failed(String problem) {
    ending.failed(problem);
  }

  boolean hold() {
    return progress
        .begun()
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
    return plan.finishedLater() && progress.acted().findAny().isPresent();
  }

  /** Finds out what an earlier process has come to, and so how the run has ended. */
  void judge() {
    settle(outcome -> outcome != Outcome.FAILED);
    ending.is(progress.wentOut() ? Ending.SUCCEEDED : Ending.FAILED, ending.why());
  }

  /** The way home, and what is to be done when the guest is there. */
  RunResult home() {
    interrupts.shield();
    late.takeUp();
    settle(outcome -> false);
    repayment.pay();
    boolean unused = written(); // what is told below
    conclude();
    repayment.finish();
    if (!repayment.unpaid().isEmpty()) {
      Ending owing = ending.succeeded() ? Ending.FAILED : ending.ending();
      repayment.unpaid().forEach(problem -> ending.becomes(owing, problem));
    }
    interrupts
        .requested()
        .ifPresent(signal -> ending.becomes(Ending.INTERRUPTED, "interrupted by " + signal));
    List<String> leftovers = leftovers();
    RunResult result =
        new RunResult(
            ending.ending(),
            progress.wentOut() && !unproven() && conclusion.lost().isEmpty(),
            ending.why(),
            executor.reports(),
            journal.record().owing(),
            journal.record().doubts(),
            leftovers,
            dispensed(),
            outage.outage());
    if (result.debts().isEmpty() && leftovers.isEmpty() && result.doubts().isEmpty()) {
      journal.note(new Event.Ended(time.now(), status(result)));
    }
    return result;
  }

  /** A guest whose debts were written off is not as it was, though nothing is owed to it. */
  private int status(RunResult result) {
    return journal.record().writtenOff().isEmpty()
        ? result.status()
        : ExitCode.FAILED.withServiceDown();
  }

  private void conclude() {
    if (progress.wentOut() && unproven()) {
      failed("the journal could not be written, so nothing proves the work complete");
      conclusion.undo();
    } else if (progress.wentOut()) {
      conclusion.after(step -> true);
      conclusion.lost().forEach(this::failed);
    } else if (journal.record().beyondUndoing()) {
      List<Step> done = journal.record().done();
      conclusion.after(step -> step.dueAfterFailure(done));
    } else if (!journal.record().guestDown() && !plan.finishedLater()) {
      conclusion.undo();
    }
  }

  /** Whether a later recovery would not know the work for complete, and clear it away. */
  private boolean unproven() {
    return progress.revocable() && !new Progress(journal.onDisk()).wentOut();
  }

  private List<String> leftovers() {
    List<String> leftovers = new ArrayList<>(conclusion.leftovers());
    leftovers.addAll(repayment.leftovers());
    if (plan.finishedLater() && progress.halfDone()) {
      leftovers.add(plan.operation() + " of " + plan.about() + " is half done");
    }
    if (!written()) {
      leftovers.add(
          "the journal of run "
              + plan.run()
              + " could not be written to its end; make room, then type cvmsnap recover");
    }
    return leftovers;
  }

  private List<String> dispensed() {
    List<String> dispensed = new ArrayList<>(wayOut.dispensed());
    dispensed.addAll(repayment.dispensed());
    return dispensed;
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
          progress.begun(index)
              && !journal.record().reached(index)
              && earlier.map(again::test).orElse(true);
      Step step = plan.steps().get(index);
      boolean answered = late.hasAnswered(index);
      Optional<Goal> goal =
          open
              ? steps.settling(step, CutShort.of(journal.record(), index, answered))
              : Optional.empty();
      if (goal.isPresent()) {
        settled(index, executor.shielded(step, goal.get(), Phase.OUTAGE, !answered));
      }
    }
  }

  private void settled(int index, StepReport seen) {
    StepReport report = late.mayCome(index) ? seen.unlessReached(Outcome.UNKNOWN) : seen;
    journal.note(new Event.Finished(time.now(), index, report.outcome(), report.why()));
    if (!report.outcome().reached() && !plan.steps().get(index).dispensable()) {
      ending.is(ending.ending(), report.described());
    }
  }
}
