package org.cvmsnap.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.cvmsnap.engine.RunResult.Outage;

/** How long a guest is away: from the first act on it until it can be used again, in all. */
final class OutageClock {
  private final Engine.Time time;
  private final EngineListener listener;
  private Optional<Outage> outage = Optional.empty();
  private Duration before = Duration.ZERO;
  private Duration from = Duration.ZERO;
  private boolean away;

  OutageClock(Engine.Time time, EngineListener listener) {
    this.time = time;
    this.listener = listener;
  }

  /** The guest is being taken away, unless it is so already. */
  void begin() {
    if (!away) {
      Instant start = outage.map(Outage::start).orElseGet(time::now);
      outage = Optional.of(new Outage(start, Optional.empty(), before));
      from = time.elapsed();
      away = true;
      listener.outageBegan();
    }
  }

  /** Measures an outage that is still open, and ends it where the guest can be used again. */
  void measure(boolean back) {
    if (!away) {
      return;
    }
    Duration lasted = before.plus(time.elapsed()).minus(from);
    if (back) {
      before = lasted;
      away = false;
      listener.outageEnded(lasted);
    }
    Optional<Instant> end = back ? Optional.of(time.now()) : Optional.empty();
    outage = Optional.of(new Outage(outage.orElseThrow().start(), end, lasted));
  }

  /** The outage as it was last measured; empty where there was none. */
  Optional<Outage> outage() {
    return outage;
  }
}
