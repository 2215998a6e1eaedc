package org.cvmsnap.workflow;

import java.time.Duration;
import java.time.Instant;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.host.Time;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Span;
import org.cvmsnap.site.Site;

/**
 * How far the clock of a machine is ahead of the one that cvmsnap goes by.
 *
 * @param within half the time that the answer took
 */
record ClockAhead(Duration by, Duration within) {
  static final ClockAhead NONE = new ClockAhead(Duration.ZERO, Duration.ZERO);

  /** Asks the machine ({@code date}). */
  static ClockAhead of(Site site, Machine machine)
      throws NotLearnedException, InterruptedException {
    Time time = site.time();
    Instant before = time.now();
    Instant said = site.system(machine).clock();
    Duration half = Duration.between(before, time.now()).dividedBy(2);
    return new ClockAhead(Duration.between(before.plus(half), said), half);
  }

  ClockAhead than(ClockAhead other) {
    return new ClockAhead(by.minus(other.by), within.plus(other.within));
  }

  /** Whether it is off by more than that, whatever is not known of when the answer was given. */
  boolean isMoreThan(Duration tolerance) {
    return by.abs().compareTo(tolerance.plus(within)) > 0;
  }

  /** "3 h behind", or "3 h ahead of", for the name of a machine. */
  String described() {
    return Span.text(by.abs()) + (by.isNegative() ? " behind" : " ahead of");
  }
}
