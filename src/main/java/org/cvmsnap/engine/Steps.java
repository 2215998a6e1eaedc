package org.cvmsnap.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.run.Attempt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Step;

/** Knows how each kind of step is done, how what it owes is repaid, and how it is undone. */
public interface Steps {
  /**
   * How a step is done.
   *
   * @param history of the run that the step belongs to
   */
  Goal of(Step step, History history);

  /**
   * The state that pays back what the step owes.
   *
   * @param resumed whether another process has incurred it: meanwhile others may have brought the
   *     guest up in another place, and it is to be left there
   */
  Goal repaying(Step step, boolean resumed);

  /**
   * What tells, while the guest still is down, whether a step was done that was cut short, or whose
   * outcome nobody knows. It only looks. Empty where that does not matter, as the step is undone.
   *
   * @param cut how it was cut short
   */
  default Optional<Goal> settling(Step step, CutShort cut) {
    return Optional.empty();
  }

  /**
   * What has to be cleared away when the step was begun and the run has failed; empty where nothing
   * is left by it that is not owed.
   */
  Optional<Goal> undoing(Step step);

  /** One command that does what all of these do; empty where there is none. */
  default Optional<Invocation> merged(List<Invocation> commands) {
    return Optional.empty();
  }

  /**
   * Looks at a goal, and beside it at those that are looked at next, so that what these ask is
   * answered when their turn comes at once. Nothing else comes of them, and of what they cannot
   * learn.
   */
  default Look look(Goal goal, Acts acts, List<Goal> next)
      throws NotLearnedException, InterruptedException {
    return goal.look(acts);
  }

  /** Runs a mutating command; what it says is evidence for people, and not relied upon. */
  Attempt act(Invocation command, Duration limit) throws InterruptedException;
}
