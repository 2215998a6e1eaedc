package org.cvmsnap.engine;

import java.time.Duration;

/**
 * How long and how often something is tried.
 *
 * @param command how long one command may take
 * @param patience how long the world may take to arrive once it is seen to move, such as a guest to
 *     boot
 * @param settling how long a world that does not move is watched, after a command that answered,
 *     before it counts as not reached
 * @param settlingUnanswered the same after a command that did not, and may still have its effect
 * @param interval how long to wait between two looks
 * @param attempts how many commands may be given; the pause before each grows
 * @param repeatUnanswered whether another one may be given after one that did not answer
 * @param cumulative whether acting twice does twice as much, so that a command that may still be
 *     under way is waited for before it is given again
 */
public record Limits(
    Duration command,
    Duration patience,
    Duration settling,
    Duration settlingUnanswered,
    Duration interval,
    int attempts,
    boolean repeatUnanswered,
    boolean cumulative) {

  /** One attempt, a look each second, 10 seconds to settle, and a minute without an answer. */
  public static Limits of(Duration command, Duration patience) {
    return new Limits(
        command,
        patience,
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        Duration.ofSeconds(1),
        1,
        true,
        false);
  }

  /** For what is only looked at. */
  public static Limits watching(Duration patience) {
    return of(Duration.ZERO, patience);
  }

  public Limits settling(Duration answered, Duration unanswered) {
    return new Limits(
        command, patience, answered, unanswered, interval, attempts, repeatUnanswered, cumulative);
  }

  public Limits every(Duration newInterval) {
    return new Limits(
        command,
        patience,
        settling,
        settlingUnanswered,
        newInterval,
        attempts,
        repeatUnanswered,
        cumulative);
  }

  public Limits attempts(int most) {
    return new Limits(
        command,
        patience,
        settling,
        settlingUnanswered,
        interval,
        most,
        repeatUnanswered,
        cumulative);
  }

  /** A command that gave no answer is the last. */
  public Limits whileAnswered() {
    return new Limits(
        command, patience, settling, settlingUnanswered, interval, attempts, false, cumulative);
  }

  /** Acting twice does twice as much. */
  public Limits adding() {
    return new Limits(
        command,
        patience,
        settling,
        settlingUnanswered,
        interval,
        attempts,
        repeatUnanswered,
        true);
  }

  /** How long a world that does not move is watched. */
  Duration settling(boolean answered) {
    return answered ? settling : settlingUnanswered;
  }
}
