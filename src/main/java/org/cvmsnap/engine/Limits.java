package org.cvmsnap.engine;

import java.time.Duration;
import java.util.Optional;

/**
 * How long and how often something is tried.
 *
 * @param command how long one command may take
 * @param patience how long the world may take to arrive once it is seen to move, such as a guest to
 *     boot
 * @param interval how long to wait between two looks
 * @param total how long all of it may take, every command and every look; empty where only its
 *     parts are limited
 */
public record Limits(
    Duration command,
    Duration patience,
    Settling settling,
    Duration interval,
    Repeats repeats,
    Optional<Duration> total) {

  /**
   * How long a world that does not move is watched before it counts as not reached.
   *
   * @param answered after a command that answered
   * @param unanswered after one that did not, and may still have its effect
   */
  public record Settling(Duration answered, Duration unanswered) {}

  /**
   * How often a command may be given.
   *
   * @param most how many there may be; the pause before each grows
   * @param unanswered whether another one may be given after one that did not answer
   * @param cumulative whether acting twice does twice as much, so that a command that may still be
   *     under way is waited for before it is given again
   */
  public record Repeats(int most, boolean unanswered, boolean cumulative) {}

  /** One attempt, a look each second, 10 seconds to settle, and a minute without an answer. */
  public static Limits of(Duration command, Duration patience) {
    return new Limits(
        command,
        patience,
        new Settling(Duration.ofSeconds(10), Duration.ofSeconds(60)),
        Duration.ofSeconds(1),
        new Repeats(1, true, false),
        Optional.empty());
  }

  /** For what is only looked at. */
  public static Limits watching(Duration patience) {
    return of(Duration.ZERO, patience);
  }

  public Limits settling(Duration answered, Duration unanswered) {
    return new Limits(
        command, patience, new Settling(answered, unanswered), interval, repeats, total);
  }

  public Limits every(Duration newInterval) {
    return new Limits(command, patience, settling, newInterval, repeats, total);
  }

  /** As often as there is time for it, and then no more: all of it takes no longer than that. */
  public static Limits within(Duration total) {
    Limits limits = of(total, total).attempts(Integer.MAX_VALUE);
    return new Limits(
        limits.command,
        limits.patience,
        limits.settling,
        limits.interval,
        limits.repeats,
        Optional.of(total));
  }

  /** The same, but all of it takes no longer than that. */
  Limits notLongerThan(Duration most) {
    Duration shorter = total.filter(own -> own.compareTo(most) < 0).orElse(most);
    return new Limits(command, patience, settling, interval, repeats, Optional.of(shorter));
  }

  public Limits attempts(int most) {
    return repeats(new Repeats(most, repeats.unanswered(), repeats.cumulative()));
  }

  /** A command that gave no answer is the last. */
  public Limits whileAnswered() {
    return repeats(new Repeats(repeats.most(), false, repeats.cumulative()));
  }

  /** Acting twice does twice as much. */
  public Limits adding() {
    return repeats(new Repeats(repeats.most(), repeats.unanswered(), true));
  }

  /** How many commands may be given. */
  public int attempts() {
    return repeats.most();
  }

  private Limits repeats(Repeats others) {
    return new Limits(command, patience, settling, interval, others, total);
  }

  /** How long a world that does not move is watched. */
  Duration settling(boolean answered) {
    return answered ? settling.answered() : settling.unanswered();
  }
}
