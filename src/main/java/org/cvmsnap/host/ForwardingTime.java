package org.cvmsnap.host;

import java.time.Duration;
import java.time.Instant;

/** A time that is another one, but for what a subclass changes. */
public class ForwardingTime implements Time {
  private final Time time;

  public ForwardingTime(Time time) {
    this.time = time;
  }

  @Override
  public Instant now() {
    return time.now();
  }

  @Override
  public Duration elapsed() {
    return time.elapsed();
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    time.sleep(duration);
  }
}
