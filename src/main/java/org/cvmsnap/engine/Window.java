package org.cvmsnap.engine;

import java.time.Duration;
import java.util.Optional;
import org.cvmsnap.model.Deadline;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Step;

/**
 * When an outage may begin.
 *
 * @param end after which it does not begin any more; empty where it always may
 */
record Window(Optional<Deadline> end, Engine.Time time) {
  boolean over() {
    return end.filter(deadline -> deadline.over(time.now())).isPresent();
  }

  /** A step that makes ready is of use as long as the outage may begin. */
  Goal due(Step step, Goal goal) {
    return end.filter(deadline -> step.phase() == Phase.PREPARE)
        .<Goal>map(deadline -> new Due(goal, Duration.between(time.now(), deadline.instant())))
        .orElse(goal);
  }

  /**
   * That it has ended, in words.
   *
   * @param unready what was waited for; empty text where nothing was
   */
  String missed(String unready) {
    Deadline deadline = end.orElseThrow();
    return "the outage was not to begin after %s%s; the next window ends a day later"
        .formatted(deadline, unready.isEmpty() ? "" : " (" + unready + ")");
  }
}
