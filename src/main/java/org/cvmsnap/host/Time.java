package org.cvmsnap.host;

import java.time.Duration;
import java.time.Instant;

/** The time that a host lives in: real for real hosts, simulated for the simulated cluster. */
public interface Time {
  /** The date and time of day, UTC. It may jump when somebody sets the clock. */
  Instant now();

  /** Time passed since some fixed moment. It never jumps; deadlines are measured with it. */
  Duration elapsed();

  /** Waits; returns early only by throwing. */
  void sleep(Duration duration) throws InterruptedException;
}
