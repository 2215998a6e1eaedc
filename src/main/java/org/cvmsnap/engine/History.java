package org.cvmsnap.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.run.Step;

/** What is known of the earlier steps of a run. */
public interface History {
  /** A run that has not begun. */
  History NONE = which -> Optional.empty();

  /**
   * When the last of these steps was about to act; empty where none was. The journal tells that to
   * the process that recovers the run, too.
   */
  Optional<Instant> acted(Predicate<Step> which);

  /** When the last of these steps was seen to have ended; empty where none was. */
  default Optional<Instant> ended(Predicate<Step> which) {
    return Optional.empty();
  }

  /** Whether another process has begun the run. */
  default boolean resumed() {
    return false;
  }

  /**
   * How a step has ended.
   *
   * @param why what was seen
   */
  record Ended<S extends Step>(S step, Outcome outcome, String why) {}

  /** The steps of that kind that have ended, in the order of the plan. */
  default <S extends Step> List<Ended<S>> ended(Class<S> kind) {
    return List.of();
  }

  /** How long steps of that kind have taken so far, in this process. */
  default Duration spent(Class<? extends Step> kind) {
    return Duration.ZERO;
  }
}
