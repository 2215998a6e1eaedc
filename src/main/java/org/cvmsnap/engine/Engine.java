package org.cvmsnap.engine;

import java.io.IOException;
import java.time.Instant;
import org.cvmsnap.journal.RunJournal;

/**
 * Runs one plan, and brings the guest home: after success, after a failure, after a signal, and in
 * a new process after a crash, all by the same code. It knows neither domains nor volumes.
 */
public final class Engine {
  private final Steps steps;
  private final Time time;
  private final EngineListener listener;
  private final Interrupts interrupts;

  /** The time of the machines that the plan is about. */
  public interface Time extends Reconciler.Clock {
    Instant now();
  }

  public Engine(Steps steps, Time time, EngineListener listener, Interrupts interrupts) {
    this.steps = new ContainedSteps(steps);
    this.time = time;
    this.listener = listener;
    this.interrupts = interrupts;
  }

  /** Runs the plan that the journal has begun, and brings the guest home. */
  public RunResult run(RunJournal journal) {
    return run(course(journal, false));
  }

  private Course course(RunJournal journal, boolean resumed) {
    return new Course(journal, resumed, steps, time, listener, interrupts);
  }

  private RunResult run(Course course) {
    interrupts.open();
    try {
      course.out();
    } catch (InterruptedException e) {
      course.interrupted();
    }
    return course.home();
  }

  /**
   * Brings home the guest of a run that another process left. What that run was made for is kept
   * where its journal proves it complete, and cleared away where it does not. A run that concerns
   * no guest is finished, if it had touched anything.
   */
  public RunResult recover(RunJournal journal) {
    Course course = course(journal, true);
    if (course.toBeFinished()) {
      return run(course);
    }
    course.judge();
    return course.home();
  }

  /**
   * Has what keeps others off the guest once more, where somebody has removed it since.
   *
   * @return whether it is there now
   */
  public boolean hold(RunJournal journal) {
    return course(journal, true).hold();
  }

  /**
   * Brings up a guest that a run on another machine left: does what has to be so before, and then
   * pays what the outage's steps would owe, as if a run here had done them. What cannot be put on
   * disk is not owed, and the guest is brought up only as far as anything is.
   */
  public RunResult adopt(RunJournal journal) {
    Course course = course(journal, true);
    interrupts.open();
    try {
      course.adopt();
    } catch (InterruptedException e) {
      course.interrupted();
    } catch (IOException e) {
      course.failed("the journal cannot be written: " + e.getMessage());
    }
    return course.home();
  }
}
