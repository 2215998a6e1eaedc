package org.cvmsnap.host;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The time of this machine. */
public final class RealTime implements Time {
  private final Clock clock = Clock.systemUTC();
  private final long start = System.nanoTime();

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    Thread.sleep(Math.max(0, duration.toMillis()), duration.toNanosPart() % 1_000_000);
  }
}
