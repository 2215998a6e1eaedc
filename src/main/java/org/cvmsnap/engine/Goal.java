package org.cvmsnap.engine;

import java.time.Duration;
import java.util.List;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.Subject;

/**
 * A state of the world that the engine brings about: a step of a plan, or the repayment of a debt.
 * Each method starts from the world as it finds it, so each may be repeated.
 */
public interface Goal {
  /** What it is about, for reports. */
  Subject subject();

  /**
   * Looks, and only looks: how far is the world from this goal?
   *
   * @throws NotLearnedException when that cannot be learned; the engine then assumes the worst
   */
  Look look() throws NotLearnedException, InterruptedException;

  /**
   * Runs the one mutating command that leads from what was last seen towards the goal. Whatever it
   * says, the engine looks again.
   */
  Attempt act() throws InterruptedException;

  /** The mutating commands that reach the goal when nothing goes wrong, in order. */
  List<Invocation> commands();

  /** What an operator types who has to reach the goal without cvmsnap. */
  default List<Invocation> byHand() {
    return commands();
  }

  /** How long the world may take to arrive once it is seen to move, such as a guest to boot. */
  Duration patience();

  /**
   * How long a world that does not move is watched after an act before it counts as not reached.
   *
   * @param answered whether the command answered; one that did not may still have its effect
   */
  default Duration settling(boolean answered) {
    return answered ? Duration.ofSeconds(10) : Duration.ofSeconds(60);
  }

  /**
   * Whether acting twice does twice as much, so that a command that may still be under way is
   * waited for before it is given again.
   */
  default boolean adds() {
    return false;
  }

  /** How many times {@link #act} may be called; the engine waits longer before each. */
  default int attempts() {
    return 1;
  }

  /** How long to wait between two looks. */
  default Duration interval() {
    return Duration.ofSeconds(1);
  }
}
