package org.cvmsnap.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.step.SiteSteps;
import org.cvmsnap.testing.Plans;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RunRecordTest {
  private static final Instant AT = Instant.parse("2026-03-01T02:00:00Z");
  private static final Owner OWNER = new Owner("sun-a", 42, AT, "cvmsnap take datavol1");
  private static final EventCodec CODEC = new EventCodec(SiteSteps::named);
  private static final Event BEGUN = new Event.Begun(AT, Plans.take(), OWNER);

  @Test
  void owes_from_the_intent_on() {
    RunRecord record = record(new Event.Intended(AT, 0), new Event.Intended(AT, 1));

    assertThat(record.debts()).extracting(Debt::kind).containsExactly("stopped", "unmounted");
    assertThat(record.owed()).containsExactly(1, 0);
  }

  @Test
  void owes_nothing_for_a_step_that_was_already_so() {
    RunRecord record = record(new Event.Finished(AT, 0, Outcome.UNCHANGED, ""));

    assertThat(record.debts()).isEmpty();
    assertThat(record.reached(0)).isTrue();
  }

  @Test
  void owes_no_more_what_is_repaid() {
    RunRecord record =
        record(
            new Event.Intended(AT, 0),
            new Event.Finished(AT, 0, Outcome.CHANGED, ""),
            new Event.Repaid(AT, 0));

    assertThat(record.debts()).isEmpty();
    assertThat(record.ended()).isFalse();
  }

  @Test
  void owes_again_what_has_come_undone() {
    RunRecord record =
        record(
            new Event.Intended(AT, 0),
            new Event.Finished(AT, 0, Outcome.UNKNOWN, ""),
            new Event.Repaid(AT, 0),
            new Event.Undone(AT, 0));

    assertThat(record.owed()).containsExactly(0);
  }

  @Test
  void every_event_is_the_same_after_it_was_written_and_read() {
    List<Event> events =
        List.of(
            BEGUN,
            new Event.Intended(AT, 0),
            new Event.Finished(AT, 0, Outcome.UNKNOWN, "no answer within 60 s; \"quoted\"\nline"),
            new Event.Refused(AT, 0, "exited with 1"),
            new Event.Repaid(AT, 0),
            new Event.Unanswered(AT, 0),
            new Event.Undone(AT, 0),
            new Event.Resumed(AT, OWNER),
            new Event.Ended(AT, 105));

    assertThat(events).map(EventCodec::line).map(CODEC::event).isEqualTo(events);
    assertThat(events).map(EventCodec::line).noneMatch(line -> line.contains("\n"));
  }

  @Test
  void refuses_events_that_cannot_follow_on_each_other() {
    refuses(new Event.Repaid(AT, 0));
    refuses(new Event.Refused(AT, 0, ""));
    refuses(new Event.Intended(AT, 99));
    refuses(new Event.Undone(AT, 0));
    refuses(new Event.Unanswered(AT, 0));
    refuses(new Event.Intended(AT, 0), new Event.Undone(AT, 0));
    refuses(new Event.Finished(AT, 0, Outcome.CHANGED, ""), new Event.Intended(AT, 0));
    refuses(new Event.Intended(AT, 0), new Event.Ended(AT, 0));
    refuses(new Event.Ended(AT, 0), new Event.Resumed(AT, OWNER));
    refuses(BEGUN);
  }

  @Test
  void refuses_a_journal_without_a_beginning() {
    assertThatThrownBy(() -> RunRecord.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RunRecord.of(List.of(new Event.Ended(AT, 0))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refuses_a_line_of_a_schema_that_it_does_not_know() {
    String line = EventCodec.line(BEGUN).replace("cvmsnap.journal/3", "cvmsnap.journal/4");

    assertThatThrownBy(() -> CODEC.event(line)).hasMessageContaining("cvmsnap.journal/4");
  }

  private static RunRecord record(Event... events) {
    List<Event> all = new ArrayList<>(List.of(BEGUN));
    all.addAll(List.of(events));
    return RunRecord.of(all);
  }

  private static void refuses(Event... events) {
    assertThatThrownBy(() -> record(events)).isInstanceOf(IllegalArgumentException.class);
  }
}
