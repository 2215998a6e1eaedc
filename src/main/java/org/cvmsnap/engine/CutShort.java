package org.cvmsnap.engine;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.journal.RunRecord;

/**
 * How a step was cut short that was about to act.
 *
 * @param alive when the process that acted was last known to be at it, by its own clock
 * @param answered whether this process has acted itself, and none of its commands is under way
 * @param looked whether the process that acted has looked afterwards, and could not tell
 */
public record CutShort(Instant alive, boolean answered, boolean looked) {
  /**
   * What a journal tells of it.
   *
   * @param step its place in the plan; it was about to act
   */
  public static CutShort of(RunRecord record, int step, boolean answered) {
    Instant alive =
        Stream.of(record.intended(step), record.unanswered(step))
            .flatMap(Optional::stream)
            .max(Instant::compareTo)
            .orElseThrow();
    return new CutShort(alive, answered, record.outcome(step).isPresent());
  }
}
