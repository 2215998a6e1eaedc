package org.cvmsnap.step;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.function.Predicate;
import org.cvmsnap.engine.CutShort;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Span;
import org.cvmsnap.run.Step;
import org.cvmsnap.site.Site;

/**
 * Whether snapshots still are of the point in time that a run has given them, by what VxVM says of
 * their age: between the death of one process and the recovery by another there are hours in which
 * somebody may have refreshed them. VxVM's dates are local ones, without seconds (vxsnap(1M),
 * list), so they are compared with the local time of the same machine. That of all commands is UTC,
 * which has no summer time.
 */
record SamePoint(Site site, Machine control) {
  /** For what clocks may be apart by now, and what asking takes. */
  private static final Duration TOLERANCE = Duration.ofSeconds(10);

  /** What VxVM leaves out of its dates. */
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /**
   * What speaks against marking one; empty where nothing does, or this process itself has seen them
   * made.
   *
   * @param history of the run
   * @param making the step that has given it to them
   * @param date of one of them
   */
  Optional<Look> against(History history, Predicate<Step> making, Optional<LocalDateTime> date)
      throws NotLearnedException, InterruptedException {
    Optional<Instant> begun = history.acted(making);
    if (!history.resumed() || date.isEmpty() || begun.isEmpty()) {
      return Optional.empty();
    }
    Duration age = age(date.get());
    Instant made = site.time().now().minus(age);
    return !made.isBefore(first(begun.get()))
            && history.ended(making).map(end -> !made.isAfter(last(end))).orElse(true)
        ? Optional.empty()
        : Optional.of(
            Look.differs(
                "VxVM says that it is %s old, and the run gave it its point in time %s ago: somebody has refreshed it since, or a clock was set"
                    .formatted(
                        Span.text(age),
                        Span.text(Duration.between(begun.get(), site.time().now())))));
  }

  /**
   * Whether a date is that of what a process did that has died since, and not of a later command,
   * as near as a minute tells.
   */
  boolean givenBy(CutShort cut, Optional<LocalDateTime> date)
      throws NotLearnedException, InterruptedException {
    if (date.isEmpty()) {
      return false;
    }
    Instant made = made(date.get());
    return !made.isBefore(first(cut.alive())) && !made.isAfter(last(cut.alive()));
  }

  /** Whether a date is certainly not one from after the death of the process, in the same way. */
  boolean notSince(CutShort cut, Optional<LocalDateTime> date)
      throws NotLearnedException, InterruptedException {
    return date.isPresent() && !made(date.get()).isAfter(last(cut.alive()));
  }

  private static Instant first(Instant begun) {
    return begun.minus(TOLERANCE).minus(MINUTE);
  }

  private static Instant last(Instant ended) {
    return ended.plus(TOLERANCE);
  }

  private Duration age(LocalDateTime date) throws NotLearnedException, InterruptedException {
    return Duration.between(date, site.system(control).localTime());
  }

  private Instant made(LocalDateTime date) throws NotLearnedException, InterruptedException {
    return site.time().now().minus(age(date));
  }
}
