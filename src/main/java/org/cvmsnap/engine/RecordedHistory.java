package org.cvmsnap.engine;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.cvmsnap.journal.Event;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.run.Step;

/** What a journal tells of the steps of its run. */
public record RecordedHistory(RunRecord record) implements History {
  @Override
  public Optional<Instant> acted(Predicate<Step> which) {
    return record.acted().stream()
        .filter(index -> which.test(step(index)))
        .findFirst()
        .flatMap(record::intended);
  }

  @Override
  public Optional<Instant> ended(Predicate<Step> which) {
    return record.finished().stream()
        .filter(event -> which.test(step(event.step())))
        .map(Event.Finished::at)
        .max(Comparator.naturalOrder());
  }

  @Override
  public boolean resumed() {
    return record.resumed();
  }

  @Override
  public <S extends Step> List<Ended<S>> ended(Class<S> kind) {
    return record.finished().stream()
        .filter(event -> kind.isInstance(step(event.step())))
        .map(event -> new Ended<>(kind.cast(step(event.step())), event.outcome(), event.why()))
        .toList();
  }

  private Step step(int index) {
    return record.plan().steps().get(index);
  }
}
