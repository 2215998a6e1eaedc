package org.cvmsnap.journal;

import java.time.Instant;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.run.Plan;

/** One line of a journal. Steps are named by their place in the plan, from 0. */
public sealed interface Event {
  Instant at();

  /** The run exists; nothing was touched yet. Always the first. */
  record Begun(Instant at, Plan plan, Owner owner) implements Event {}

  /** The step is about to act; from now on its debt, if any, is owed. */
  record Intended(Instant at, int step) implements Event {}

  /** The step was done, was already so, or failed. */
  record Finished(Instant at, int step, Outcome outcome, String why) implements Event {}

  /** The debt that the step incurred is paid. */
  record Repaid(Instant at, int step) implements Event {}

  /** A command that was to pay the debt has answered, and has not paid it. */
  record Refused(Instant at, int step, String said) implements Event {}

  /** A command of the step did not answer, and may have its effect later. */
  record Unanswered(Instant at, int step) implements Event {}

  /** What was paid for the step has come undone, and is owed again. */
  record Undone(Instant at, int step) implements Event {}

  /**
   * What is owed to a domain that is there no more is given up, as an operator has asked. What is
   * owed besides is not.
   */
  record WrittenOff(Instant at) implements Event {}

  /** Another process goes on with the run. */
  record Resumed(Instant at, Owner owner) implements Event {}

  /** Nothing is left to be done. Always the last. */
  record Ended(Instant at, int exit) implements Event {}
}
