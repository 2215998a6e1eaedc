package org.cvmsnap.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.cvmsnap.engine.RunResult.Outage;

/** How long a guest is away: from the first act on it until it can be used again. */
final class OutageClock {
  private final Engine.Time time;
  private final EngineListener listener;
  private Optional<Outage> outage = Optional.empty();
  private Duration from = Duration.ZERO;

  OutageClock(Engine.Time time, EngineListener listener) {
    this.time = time;
    this.listener = listener;
  }

  /** The guest is being taken away, unless it is so already. */
  void begin() {
    if (outage.isEmpty()) {
      outage = Optional.of(new Outage(time.now(), Optional.empty(), Duration.ZERO));
      from = time.elapsed();
      listener.outageBegan();
    }
  }

  /** Measures an outage that is still open, and ends it where the guest can be used again. */
  void measure(boolean back) {
    if (outage.isEmpty() || outage.get().end().isPresent()) {
      return;
    }
    Duration lasted = time.elapsed().minus(from);
    if (back) {
      listener.outageEnded(lasted);
    }
    Optional<Instant> end = back ? Optional.of(time.now()) : Optional.empty();
    outage = Optional.of(new Outage(outage.get().start(), end, lasted));
  }

  /** The outage as it was last measured; empty where there was none. */
  Optional<Outage> outage() {
    return outage;
  }
}
