package org.cvmsnap.host;

import java.time.Duration;
import java.time.Instant;

/**
 * The time of a recorded site: it begins with the recording, goes on with the commands that are
 * answered, and passes at once where somebody waits.
 */
final class ReplayTime implements Time {
  private final Instant start;
  private Instant now;

  ReplayTime(Instant start) {
    this.start = start;
    this.now = start;
  }

  /** A command was answered that ended at that time. */
  synchronized void answered(Instant end) {
    now = end.isAfter(now) ? end : now;
  }

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized Duration elapsed() {
    return Duration.between(start, now);
  }

  @Override
  public synchronized void sleep(Duration duration) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    now = now.plus(duration);
  }
}
