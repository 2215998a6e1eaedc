package org.cvmsnap.engine;

import java.util.Optional;
import org.cvmsnap.plan.Debt;
import org.cvmsnap.plan.StepSpec;

/** Knows how each kind of step is done, how its debt is repaid, and how it is undone. */
public interface Steps {
  /**
   * How a step is done.
   *
   * @param history of the run that the step belongs to
   */
  Goal of(StepSpec spec, History history);

  /**
   * The state that pays the debt back.
   *
   * @param resumed whether another process has incurred it: meanwhile others may have brought the
   *     guest up in another place, and it is to be left there
   */
  Goal repaying(Debt debt, boolean resumed);

  /**
   * What tells, while the guest still is down, whether a step was done that was cut short, or whose
   * outcome nobody knows. It only looks. Empty where that does not matter, as the step is undone.
   *
   * @param looked whether the process that acted has looked afterwards, and could not tell
   */
  default Optional<Goal> settling(StepSpec spec, boolean looked) {
    return Optional.empty();
  }

  /**
   * What has to be cleared away when the step was begun and the run has failed; empty where nothing
   * is left by it that is not a debt.
   */
  Optional<Goal> undoing(StepSpec spec);
}
