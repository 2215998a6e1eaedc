package org.cvmsnap.engine;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.run.Attempt;
import org.cvmsnap.run.Invocation;

/**
 * Acts for a goal and looks at it, and beside the first look that is likely to find it reached
 * looks at what comes next: a guest that is down waits for the slowest of these looks then, and not
 * for one after the other. None of them is before the command has answered well.
 */
final class LookAhead implements Reconciler.Actor {
  /** How many that only look: an sshd has 10 sessions for a client. */
  static final int MOST = 9;

  private final Steps steps;
  private final Supplier<List<Goal>> next;
  private boolean likely;

  /**
   * @param likely whether the goal is likely to be reached before anything is done for it
   * @param next the goals that are looked at next, once this one is reached
   */
  LookAhead(Steps steps, boolean likely, Supplier<List<Goal>> next) {
    this.steps = steps;
    this.likely = likely;
    this.next = next;
  }

  /** Whether a command has brought about what it is for, as far as it knows. */
  static boolean good(Attempt attempt) {
    return attempt.answered() && attempt.said().isEmpty();
  }

  @Override
  public Attempt act(Invocation command, Duration limit) throws InterruptedException {
    Attempt attempt = steps.act(command, limit);
    likely = good(attempt);
    return attempt;
  }

  @Override
  public Look look(Goal goal, Acts acts) throws NotLearnedException, InterruptedException {
    List<Goal> beside = likely ? next.get() : List.of();
    likely = false;
    return steps.look(goal, acts, beside);
  }
}
