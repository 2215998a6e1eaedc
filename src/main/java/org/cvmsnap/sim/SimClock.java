package org.cvmsnap.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The time of a simulated cluster, what its machines show of it, and whom it has passed for. */
final class SimClock {
  private final Instant start;
  private Instant now;

  /** By how much the clock of the machines has been set forward; less than nothing: back. */
  private Duration ahead;

  /** The real time at which a program last ran a command here; empty where none has. */
  private Optional<Instant> followed;

  private Duration alreadyPassed = Duration.ZERO;

  SimClock(ConfigTable doc) {
    start = doc.instant("start", Instant.parse("2026-03-01T02:00:00Z"));
    now = doc.instant("now", start);
    ahead = Duration.ofSeconds(doc.number("clockAhead", 0));
    followed = doc.has("followed") ? Optional.of(doc.instant("followed", now)) : Optional.empty();
  }

  void putInto(Map<String, Object> map) {
    map.put("start", start.toString());
    map.put("now", now.toString());
    map.put("clockAhead", ahead.toSeconds());
    followed.ifPresent(real -> map.put("followed", real.toString()));
  }

  Instant now() {
    return now;
  }

  /** It is that late now. */
  void reach(Instant moment) {
    now = moment;
  }

  /** Simulated time since the scenario began; it never steps. */
  Duration elapsed() {
    return Duration.between(start, now);
  }

  /** What the clock of the machine shows that cvmsnap runs on. */
  Instant shown() {
    return now.plus(ahead);
  }

  /** Somebody sets that clock, by whole seconds; no time passes. */
  void step(Duration by) {
    ahead = ahead.plus(by);
  }

  /**
   * A program runs a command.
   *
   * @param real the time of this machine
   * @return for how long it has waited in its own time since the last one, if it has
   */
  Optional<Duration> follow(Instant real) {
    Optional<Duration> waited =
        followed.filter(real::isAfter).map(last -> Duration.between(last, real));
    followed = Optional.of(real);
    return waited;
  }

  /**
   * Whoever runs the next command began it a while ago, and so much of its time is over: it is one
   * of several that run beside each other.
   */
  void alreadyPassed(Duration since) {
    alreadyPassed = since;
  }

  Duration alreadyPassed() {
    return alreadyPassed;
  }

  /** What time it is for whoever runs a command. */
  Instant callersTime() {
    return now.minus(alreadyPassed);
  }

  /** That much passes for whoever runs a command; tells until when it does for the cluster. */
  Instant spend(Duration duration) {
    Duration over = duration.compareTo(alreadyPassed) < 0 ? duration : alreadyPassed;
    alreadyPassed = alreadyPassed.minus(over);
    return now.plus(duration.minus(over));
  }
}
