package org.cvmsnap.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.cvmsnap.journal.Event;
import org.cvmsnap.journal.Owner;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;
import org.cvmsnap.testing.Plans;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RecordedHistoryTest {
  private static final Instant AT = Instant.parse("2026-03-01T02:00:00Z");
  private static final Owner OWNER = new Owner("sun-a", 4711, AT, "cvmsnap take");
  private static final Plan PLAN = Plans.take();

  private static RecordedHistory of(Event... events) {
    List<Event> all = new ArrayList<>(List.of(new Event.Begun(AT, PLAN, OWNER)));
    all.addAll(List.of(events));
    return new RecordedHistory(RunRecord.of(all));
  }

  private static Predicate<Step> step(int index) {
    return PLAN.steps().get(index)::equals;
  }

  private static Event intended(int second, int step) {
    return new Event.Intended(AT.plusSeconds(second), step);
  }

  private static Event finished(int second, int step, Outcome outcome) {
    return new Event.Finished(AT.plusSeconds(second), step, outcome, "seen");
  }

  @Test
  void a_step_has_acted_and_ended_when_the_journal_says_so() {
    RecordedHistory history = of(intended(1, 0), finished(2, 0, Outcome.CHANGED), intended(3, 1));

    assertThat(history.acted(step(0))).contains(AT.plusSeconds(1));
    assertThat(history.ended(step(0))).contains(AT.plusSeconds(2));
    assertThat(history.acted(step(1))).contains(AT.plusSeconds(3));
    assertThat(history.ended(step(1))).isEmpty();
    assertThat(history.acted(step(2))).isEmpty();
    assertThat(history.ended(step(2))).isEmpty();
  }

  @Test
  void of_several_steps_it_is_the_last() {
    RecordedHistory history =
        of(
            intended(1, 0),
            finished(2, 0, Outcome.CHANGED),
            intended(3, 1),
            finished(4, 1, Outcome.FAILED));

    assertThat(history.acted(step -> true)).contains(AT.plusSeconds(3));
    assertThat(history.ended(step -> true)).contains(AT.plusSeconds(4));
    assertThat(history.ended(Step.class))
        .containsExactly(
            new History.Ended<>(PLAN.steps().get(0), Outcome.CHANGED, "seen"),
            new History.Ended<>(PLAN.steps().get(1), Outcome.FAILED, "seen"));
    assertThat(history.ended(PLAN.steps().get(1).getClass())).hasSize(1);
  }

  @Test
  void a_run_that_another_process_goes_on_with_is_resumed() {
    assertThat(of().resumed()).isFalse();
    assertThat(of(new Event.Resumed(AT, OWNER)).resumed()).isTrue();
  }
}
