package org.cvmsnap.step;

import java.time.Duration;

/**
 * How often something slow is looked at: the longer it has taken, the less often, so that a copy of
 * hours does not mean thousands of commands. What is over is noticed a twentieth of its time too
 * late at most, and never more than a minute.
 */
public final class Pace {
  private static final Duration SHORTEST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private Pace() {}

  /** The pause before the next look at what has been watched for {@code watched}. */
  public static Duration after(Duration watched) {
    Duration share = watched.dividedBy(20);
    if (share.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return share.compareTo(LONGEST) > 0 ? LONGEST : share;
  }
}
