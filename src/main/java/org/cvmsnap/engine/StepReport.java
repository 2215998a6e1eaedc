package org.cvmsnap.engine;

import java.time.Duration;
import java.util.Optional;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Step;
import org.cvmsnap.run.Subject;

/**
 * How one step, repayment or undoing went.
 *
 * @param step that it was done for; empty for what is no part of the plan
 * @param differs whether what is owed was given back in another way than it was taken, or what the
 *     run was for is lost by now
 * @param remedy what is done about just that for which it was not reached; empty where no more is
 *     known
 */
public record StepReport(
    Optional<Step> step,
    Subject subject,
    Phase phase,
    Outcome outcome,
    Duration took,
    String why,
    boolean differs,
    Optional<String> remedy) {
  /** The same, where it was not reached with another outcome. */
  StepReport unlessReached(Outcome other) {
    return outcome.reached()
        ? this
        : new StepReport(step, subject, phase, other, took, why, differs, remedy);
  }

  /** What it was about, and why it went so. */
  String described() {
    return subject + ": " + why;
  }
}
