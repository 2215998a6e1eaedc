package org.cvmsnap.engine;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.cvmsnap.engine.RunResult.Ending;
import org.cvmsnap.engine.RunResult.Outage;
import org.cvmsnap.journal.Event;
import org.cvmsnap.journal.RunJournal;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;

/**
 * Runs one plan, and brings the guest home: after success, after a failure, after a signal, and in
 * a new process after a crash, all by the same code. It knows neither domains nor volumes.
 */
public final class Engine {
  private static final int TRIES_TO_WRITE = 5;

  private final Steps steps;
  private final Time time;
  private final EngineListener listener;
  private final Interrupts interrupts;

  /** The time of the machines that the plan is about. */
  public interface Time extends Reconciler.Clock {
    Instant now();
  }

  public Engine(Steps steps, Time time, EngineListener listener, Interrupts interrupts) {
    this.steps = steps;
    this.time = time;
    this.listener = listener;
    this.interrupts = interrupts;
  }

  /** Runs the plan that the journal has begun, and brings the guest home. */
  public RunResult run(RunJournal journal) {
    return run(new Course(journal, false));
  }

  private RunResult run(Course course) {
    interrupts.open();
    try {
      course.out();
    } catch (InterruptedException e) {
      course.ending = Ending.INTERRUPTED;
    }
    return course.home();
  }

  /**
   * Brings home the guest of a run that another process left. What that run was made for is kept
   * where its journal proves it complete, and cleared away where it does not. A run that concerns
   * no guest is finished, if it had touched anything.
   */
  public RunResult recover(RunJournal journal) {
    Course course = new Course(journal, true);
    if (course.plan.finishedLater() && course.touched()) {
      return run(course);
    }
    course.settle(outcome -> outcome != Outcome.FAILED);
    course.ending = course.wentOut() ? Ending.SUCCEEDED : Ending.FAILED;
    return course.home();
  }

  /**
   * Has what keeps others off the guest once more, where somebody has removed it since.
   *
   * @return whether it is there now
   */
  public boolean hold(RunJournal journal) {
    return new Course(journal, true).hold();
  }

  /**
   * Brings up a guest that a run on another machine left: does what has to be so before, and then
   * pays what the outage's steps would owe, as if a run here had done them. What cannot be put on
   * disk is not owed, and the guest is brought up only as far as anything is.
   */
  public RunResult adopt(RunJournal journal) {
    Course course = new Course(journal, true);
    interrupts.open();
    try {
      course.adopt();
    } catch (InterruptedException e) {
      course.ending = Ending.INTERRUPTED;
    } catch (IOException e) {
      course.ending = Ending.FAILED;
      course.because("the journal cannot be written: " + e.getMessage());
    }
    return course.home();
  }

  /** One run on its way through its plan. */
  private final class Course {
    private final RunJournal journal;
    private final Plan plan;
    private final boolean resumed;
    private final List<StepReport> reports = new ArrayList<>();
    private final List<String> leftovers = new ArrayList<>();
    private final Set<Integer> unanswered = new HashSet<>();
    private Ending ending = Ending.SUCCEEDED;
    private String why = "";
    private Optional<Instant> outageStart = Optional.empty();
    private Duration outageFrom = Duration.ZERO;
    private Optional<Outage> outage = Optional.empty();

    Course(RunJournal journal, boolean resumed) {
      this.journal = journal;
      this.resumed = resumed;
      this.plan = journal.record().plan();
    }

    /**
     * The way out: every step up to the last of the outage, until one is not reached. What an
     * earlier process has done is not done again, and not waited for.
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
        if (!perform(index, step)) {
          ending = Ending.FAILED;
          return;
        }
      }
    }

    void adopt() throws IOException, InterruptedException {
      for (int index = 0; index < plan.steps().size(); index++) {
        Step step = plan.steps().get(index);
        if (step.phase() != Phase.PREPARE) {
          journal.commit(new Event.Intended(time.now(), index));
        } else if (!perform(index, step)) {
          ending = Ending.FAILED;
          return;
        }
      }
    }

    private boolean perform(int index, Step step) throws InterruptedException {
      Trial trial =
          reach(
              step,
              steps.of(step, this::acted),
              step.phase(),
              () -> intend(index, step),
              inDoubt(index));
      if (trial.unanswered()) {
        unanswered.add(index);
      }
      StepReport report = trial.report();
      journal.note(new Event.Finished(time.now(), index, report.outcome(), report.why()));
      if (!report.outcome().reached()) {
        why = report.subject() + ": " + report.why();
      }
      return report.outcome().reached();
    }

    /** Whether an earlier process was about to act on it, and did not say what came of it. */
    private boolean inDoubt(int index) {
      return journal.record().intended(index).isPresent() && doubtful(index);
    }

    boolean hold() {
      return journal.record().owed().stream()
          .map(index -> plan.steps().get(index))
          .filter(step -> !owes(step).ofGuest())
          .map(step -> shielded(step, steps.of(step, this::acted), Phase.PREPARE, () -> {}, false))
          .allMatch(report -> report.outcome().reached());
    }

    private static Debt owes(Step step) {
      return step.debt().orElseThrow();
    }

    /** Whether anything may have been changed. */
    boolean touched() {
      return IntStream.range(0, plan.steps().size())
          .anyMatch(index -> journal.record().intended(index).isPresent());
    }

    /** Whether something was changed, or may have been, and something is left to be changed. */
    private boolean halfDone() {
      return !wentOut()
          && IntStream.range(0, plan.steps().size())
              .filter(index -> journal.record().intended(index).isPresent())
              .mapToObj(index -> journal.record().outcome(index).orElse(Outcome.UNKNOWN))
              .anyMatch(outcome -> outcome != Outcome.FAILED);
    }

    /** When the last step of that kind was about to act. */
    private Optional<Instant> acted(Class<? extends Step> kind) {
      for (int index = plan.steps().size() - 1; index >= 0; index--) {
        Optional<Instant> at = journal.record().intended(index);
        if (at.isPresent() && kind.isInstance(plan.steps().get(index))) {
          return at;
        }
      }
      return Optional.empty();
    }

    private void intend(int index, Step step) throws IOException {
      journal.commit(new Event.Intended(time.now(), index));
      if (step.debt().filter(Debt::outage).isPresent() && outageStart.isEmpty()) {
        outageStart = Optional.of(time.now());
        outageFrom = time.elapsed();
        listener.outageBegan();
      }
    }

    /** What came of a goal, and whether a command for it may have its effect later. */
    private record Trial(StepReport report, boolean unanswered) {}

    private Trial reach(
        Step step, Goal goal, Phase phase, Reconciler.Intent intent, boolean doubtful)
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
              Optional.of(step), goal.subject(), phase, result.outcome(), took, result.why());
      reports.add(report);
      listener.ended(report);
      return new Trial(report, result.unanswered());
    }

    /** The way home, and what is to be done when the guest is there. */
    RunResult home() {
      interrupts.shield();
      settle(outcome -> false);
      repay();
      boolean written = written();
      if (wentOut() && !wentOut(journal.onDisk()) && revocable()) {
        // A later recovery would not know the work for complete, and clear it away.
        ending = Ending.FAILED;
        because("the journal could not be written, so nothing proves the work complete");
        undo();
      } else if (wentOut()) {
        after(step -> true);
      } else if (journal.record().beyondUndoing()) {
        after(Step::dueAfterFailure);
      } else if (!journal.record().guestDown() && !plan.finishedLater()) {
        undo();
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
      if (!written && !journal.complete()) {
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
              reports,
              journal.record().owing(),
              journal.record().doubts(),
              leftovers,
              outage);
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
    void settle(Predicate<Outcome> again) {
      for (int index = 0; index < plan.steps().size(); index++) {
        Optional<Outcome> earlier = journal.record().outcome(index);
        boolean open =
            journal.record().intended(index).isPresent()
                && !journal.record().reached(index)
                && earlier.map(again::test).orElse(true);
        Step step = plan.steps().get(index);
        Optional<Goal> goal = open ? steps.settling(step, earlier.isPresent()) : Optional.empty();
        if (goal.isPresent()) {
          StepReport report = shielded(step, goal.get(), Phase.OUTAGE, () -> {}, true);
          journal.note(new Event.Finished(time.now(), index, report.outcome(), report.why()));
          if (!report.outcome().reached()) {
            why = report.subject() + ": " + report.why();
          }
        }
      }
    }

    boolean wentOut() {
      return wentOut(journal.record());
    }

    /** Whether everything up to the end of the outage was done, so that the work is complete. */
    private boolean wentOut(RunRecord record) {
      for (int index = 0; index < plan.steps().size(); index++) {
        Step step = plan.steps().get(index);
        boolean counts = step.phase() != Phase.AFTER && !step.onlyLooks();
        if (counts && !record.reached(index)) {
          return false;
        }
      }
      return true;
    }

    /**
     * Pays the debts, newest first. One that cannot be paid keeps those of another kind from being
     * tried, as they rest on it; its like are tried all the same. One that the guest can be used
     * with keeps nothing from being tried, and one that is not the guest's at all is left over.
     */
    private void repay() {
      Optional<Class<?>> failed = Optional.empty();
      for (int index : journal.record().owed()) {
        Step step = plan.steps().get(index);
        Debt debt = owes(step);
        if (failed.isPresent() && !failed.get().equals(step.getClass())) {
          break;
        }
        if (!debt.ofGuest() && journal.record().serviceDown()) {
          continue; // what keeps others off the guest is held until nothing is owed to it
        }
        StepReport report =
            shielded(step, steps.repaying(step, resumed), Phase.RETURN, () -> {}, doubtful(index));
        if (report.outcome().reached()) {
          journal.note(new Event.Repaid(time.now(), index));
          endOutage();
        } else if (!debt.ofGuest()) {
          leaveOver(report);
        } else {
          failed = debt.outage() ? Optional.of(step.getClass()) : failed;
          because(report.subject() + ": " + report.why());
          if (ending == Ending.SUCCEEDED) {
            ending = Ending.FAILED;
          }
        }
      }
      outage = outage.or(() -> outageStart.map(this::outageSince));
    }

    /** What is paid once the guest can be used takes nothing from it. */
    private void endOutage() {
      if (outage.isEmpty() && !journal.record().guestDown()) {
        outage = outageStart.map(this::outageSince);
      }
    }

    private Outage outageSince(Instant start) {
      Duration lasted = time.elapsed().minus(outageFrom);
      boolean back = !journal.record().guestDown();
      if (back) {
        listener.outageEnded(lasted);
      }
      return new Outage(start, back ? Optional.of(time.now()) : Optional.empty(), lasted);
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
            shielded(
                step,
                steps.of(step, this::acted),
                Phase.AFTER,
                () -> journal.note(new Event.Intended(time.now(), place)),
                false);
        journal.note(new Event.Finished(time.now(), index, report.outcome(), report.why()));
        leaveOver(report);
      }
    }

    private void undo() {
      for (int index = plan.steps().size() - 1; index >= 0; index--) {
        if (journal.record().intended(index).isEmpty()) {
          continue;
        }
        Step step = plan.steps().get(index);
        boolean doubtful = doubtful(index);
        steps
            .undoing(step)
            .ifPresent(goal -> leaveOver(shielded(step, goal, Phase.AFTER, () -> {}, doubtful)));
      }
    }

    /**
     * Whether the step's command may still have its effect: a crash or a signal came between the
     * act and the look that follows on it, or it never answered. What looks well is then watched
     * for a while.
     */
    private boolean doubtful(int index) {
      boolean reached = journal.record().reached(index);
      return journal.record().outcome(index).isEmpty() || (!reached && unanswered.contains(index));
    }

    private void leaveOver(StepReport report) {
      if (!report.outcome().reached()) {
        leftovers.add(report.subject() + ": " + report.why());
      }
    }

    /** Nothing interrupts the way home: a stray interrupt only makes it look again. */
    private StepReport shielded(
        Step step, Goal goal, Phase phase, Reconciler.Intent intent, boolean doubtful) {
      while (true) {
        try {
          return reach(step, goal, phase, intent, doubtful).report();
        } catch (InterruptedException e) {
          interrupts.shield();
        }
      }
    }
  }
}
