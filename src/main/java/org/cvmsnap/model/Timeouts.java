package org.cvmsnap.model;

import java.time.Duration;

/** How long the guest may take for each of its own steps. All are positive. */
public record Timeouts(Duration stop, Duration boot, Duration umount) {
  public static final Timeouts USUAL =
      new Timeouts(Duration.ofMinutes(10), Duration.ofMinutes(20), Duration.ofMinutes(1));

  public Timeouts {
    if (!positive(stop) || !positive(boot) || !positive(umount)) {
      throw new IllegalArgumentException("a time limit has to be longer than nothing");
    }
  }

  private static boolean positive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }
}
