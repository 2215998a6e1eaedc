package org.cvmsnap.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cvmsnap.journal.RunRecord.Position;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.run.Overwrite;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.RestoreVolumes;
import org.cvmsnap.step.RunOn;
import org.cvmsnap.step.SiteSteps;
import org.cvmsnap.step.StopDomain;
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

  /** The places of some steps in the plan of a take. */
  private static final int UNMOUNT = 0;

  private static final int STOP = 1;
  private static final int LOCK = 3;
  private static final int MAKE = 10;
  private static final int TAG = 11;
  private static final int FREEZE = 13;

  @Test
  void owes_from_the_intent_on() {
    RunRecord record = record(new Event.Intended(AT, 0), new Event.Intended(AT, 1));

    assertThat(record.debts()).extracting(Debt::kind).containsExactly("stopped", "unmounted");
    assertThat(record.owed()).containsExactly(1, 0);
  }

  @Test
  void what_is_written_off_is_owed_no_more_and_the_guest_does_not_count_as_back() {
    RunRecord record =
        record(
            new Event.Intended(AT, UNMOUNT),
            new Event.Intended(AT, STOP),
            new Event.Intended(AT, LOCK));
    record.add(new Event.WrittenOff(after(5)));

    assertThat(record.losses()).extracting(Debt::kind).containsExactly("stopped", "unmounted");
    assertThat(record.owed()).containsExactly(LOCK);
    assertThat(record.serviceDown()).isFalse();
    assertThat(record.awaySince()).isPresent();
    assertThat(record.away()).isEmpty();
  }

  @Test
  void nothing_is_written_off_where_nothing_is_owed_to_the_domain() {
    refuses(new Event.WrittenOff(AT));
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
    refuses(new Event.Intended(AT, -1));
    refuses(new Event.Intended(AT, Plans.take().steps().size()));
    refuses(new Event.Undone(AT, 0));
    refuses(new Event.Unanswered(AT, 0));
    refuses(new Event.Intended(AT, 0), new Event.Undone(AT, 0));
    refuses(new Event.Finished(AT, 0, Outcome.CHANGED, ""), new Event.Intended(AT, 0));
    refuses(
        new Event.Finished(AT, 0, Outcome.CHANGED, ""),
        new Event.Finished(AT, 0, Outcome.CHANGED, ""));
    refuses(new Event.Intended(AT, MAKE), new Event.Undone(AT, MAKE));
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

  @Test
  void the_guest_is_away_as_long_as_all_of_its_absences_together() {
    RunRecord record = record();
    assertThat(record.awaySince()).isEmpty();

    record.add(new Event.Intended(after(1), UNMOUNT));
    assertThat(record.awaySince()).contains(after(1));
    assertThat(record.away()).isEmpty();
    record.add(new Event.Intended(after(2), STOP));
    record.add(new Event.Repaid(after(5), STOP));
    record.add(new Event.Repaid(after(6), UNMOUNT));
    assertThat(record.away()).contains(Duration.ofSeconds(5));

    record.add(new Event.Undone(after(7), UNMOUNT));
    assertThat(record.away()).isEmpty();
    record.add(new Event.Repaid(after(9), UNMOUNT));
    record.add(new Event.Ended(after(20), 0));
    assertThat(record.awaySince()).contains(after(1));
    assertThat(record.back()).contains(after(9));
    assertThat(record.away()).contains(Duration.ofSeconds(7));
  }

  @Test
  void a_guest_lacks_nothing_or_is_not_as_it_was_or_cannot_be_used() {
    RunRecord locked = record(new Event.Intended(AT, LOCK));
    assertThat(locked.debts()).hasSize(1);
    assertThat(locked.serviceDown()).isFalse();
    assertThat(locked.hadOutage()).isFalse();

    RunRecord frozen = record(new Event.Intended(AT, FREEZE));
    assertThat(frozen.serviceDown()).isTrue();
    assertThat(frozen.guestDown()).isFalse();
    assertThat(frozen.hadOutage()).isFalse();

    RunRecord unmounted = record(new Event.Intended(AT, UNMOUNT));
    assertThat(unmounted.serviceDown()).isTrue();
    assertThat(unmounted.guestDown()).isTrue();
    unmounted.add(new Event.Repaid(AT, UNMOUNT));
    assertThat(unmounted.guestDown()).isFalse();
    assertThat(unmounted.hadOutage()).isTrue();
  }

  @Test
  void a_run_that_ends_says_when_and_how() {
    RunRecord record = record();
    assertThat(record.exit()).isEmpty();
    assertThat(record.last()).isEqualTo(AT);

    record.add(new Event.Ended(after(3), 5));

    assertThat(record.exit()).hasValue(5);
    assertThat(record.last()).isEqualTo(after(3));
    assertThat(record.ended()).isTrue();
  }

  @Test
  void another_process_may_go_on_with_it() {
    Owner other = new Owner("sun-a", 77, AT, "cvmsnap recover");
    RunRecord record = record();
    assertThat(record.resumed()).isFalse();

    record.add(new Event.Resumed(AT, other));

    assertThat(record.resumed()).isTrue();
    assertThat(record.owner()).isEqualTo(other);
    assertThat(record.position()).isEmpty();
  }

  @Test
  void a_run_about_volumes_is_gone_on_with_where_it_was() {
    RunRecord record = RunRecord.of(List.of(new Event.Begun(AT, Plans.ofVolumes(), OWNER)));

    record.add(new Event.Resumed(AT, OWNER));

    assertThat(record.position()).map(Position::step).contains(0);
  }

  @Test
  void tells_what_became_of_each_step() {
    RunRecord record =
        record(
            new Event.Intended(after(1), UNMOUNT),
            new Event.Unanswered(after(2), UNMOUNT),
            new Event.Finished(after(3), UNMOUNT, Outcome.UNKNOWN, "no answer"),
            new Event.Intended(after(4), STOP),
            new Event.Finished(after(5), STOP, Outcome.FAILED, "busy"),
            new Event.Refused(after(6), STOP, "exited with 1"));

    assertThat(record.acted()).containsExactly(STOP, UNMOUNT);
    assertThat(record.intended(STOP)).contains(after(4));
    assertThat(record.intended(MAKE)).isEmpty();
    assertThat(record.unanswered(UNMOUNT)).contains(after(2));
    assertThat(record.unanswered(STOP)).isEmpty();
    assertThat(record.outcome(UNMOUNT)).contains(Outcome.UNKNOWN);
    assertThat(record.finished())
        .extracting(Event.Finished::why)
        .containsExactly("no answer", "busy");
    assertThat(record.refused(STOP)).contains("exited with 1");

    record.add(new Event.Repaid(after(7), STOP));
    record.add(new Event.Intended(after(8), STOP));
    assertThat(record.refused(STOP)).isEmpty();
    assertThat(record.outcome(STOP)).isEmpty();
  }

  /** Unmount, stop, lock and make; and tag when the guest is back. */
  private static RunRecord onItsWay(Event... events) {
    RunRecord record = of(picked(UNMOUNT, STOP, LOCK, MAKE, TAG));
    List.of(events).forEach(record::add);
    return record;
  }

  private static Event done(int step) {
    return new Event.Finished(AT, step, Outcome.CHANGED, "");
  }

  @Test
  void on_its_way_out_all_steps_are_left_and_what_the_guest_will_be_owed() {
    assertThat(onItsWay().position()).contains(new Position(0, false, AT, 5 + 2));
    assertThat(onItsWay(new Event.Intended(after(1), 0), done(0)).position())
        .contains(new Position(1, false, AT, 4 + 2));
  }

  @Test
  void on_its_way_home_the_debts_to_the_guest_are_left_and_then_what_comes_after() {
    Event[] out = {
      new Event.Intended(AT, 0),
      done(0),
      new Event.Intended(AT, 1),
      done(1),
      new Event.Intended(AT, 2),
      done(2),
      done(3)
    };
    RunRecord record = onItsWay(out);
    assertThat(record.position()).contains(new Position(1, true, AT, 3));

    record.add(new Event.Repaid(AT, 1));
    record.add(new Event.Repaid(after(4), 0));
    assertThat(record.position()).contains(new Position(4, false, after(4), 1));

    record.add(done(4));
    assertThat(record.position()).isEmpty();
  }

  @Test
  void after_a_failure_only_debts_are_left() {
    RunRecord record =
        onItsWay(
            new Event.Intended(AT, 0),
            done(0),
            new Event.Intended(AT, 1),
            new Event.Finished(AT, 1, Outcome.FAILED, ""));
    assertThat(record.position()).contains(new Position(1, true, AT, 2));

    record.add(new Event.Repaid(AT, 1));
    record.add(new Event.Repaid(AT, 0));
    assertThat(record.position()).isEmpty();
  }

  @Test
  void a_step_may_take_over_what_is_owed_for_an_earlier_one() {
    StopDomain stop = (StopDomain) Plans.take().steps().get(STOP);
    RunRecord record =
        of(List.of(new RunOn(stop, List.of()), stop, Plans.take().steps().get(UNMOUNT)));
    assertThat(record.position()).map(Position::left).contains(3 + 2);

    record.add(new Event.Intended(AT, 0));
    record.add(new Event.Intended(AT, 2));
    record.add(new Event.Intended(AT, 1));

    assertThat(record.owed()).containsExactly(2, 1);
  }

  private static RestoreVolumes restoring(String volume) {
    return new RestoreVolumes(
        new GuestName("ldom1"),
        Machine.controlDomain("sun-a"),
        Family.INSTANT,
        true,
        List.of(
            new SnapshotPair(
                VolumeId.of("datadg", volume), VolumeId.of("datadg", volume + "_snap"))),
        List.of());
  }

  @Test
  void volumes_are_in_doubt_from_the_first_act_until_all_was_done_or_nothing_was() {
    RestoreVolumes first = restoring("datavol1");
    RestoreVolumes second = restoring("datavol2");
    Overwrite ofFirst = first.overwrite().orElseThrow();
    Overwrite ofSecond = second.overwrite().orElseThrow();
    RunRecord record = of(List.of(first, second, Plans.take().steps().get(TAG)));
    assertThat(record.beyondUndoing()).isFalse();
    assertThat(record.doubts()).isEmpty();

    record.add(new Event.Intended(AT, 0));
    assertThat(record.beyondUndoing()).isTrue();
    String all = "(cvmsnap restore datavol1_snap datavol2_snap --ldom ldom1)";
    String ways = ": restore all of them again " + all;
    assertThat(record.doubts())
        .containsExactly(ofFirst.unknown().get(0) + ways, ofSecond.missing().get(0) + ways);
    assertThat(record.doubt().left())
        .containsAll(ofFirst.volumes())
        .containsAll(ofSecond.volumes());

    record.add(new Event.Finished(AT, 0, Outcome.UNKNOWN, ""));
    assertThat(record.doubts()).contains(ofFirst.unknown().get(0) + ways);
    record.add(new Event.Finished(AT, 0, Outcome.FAILED, ""));
    assertThat(record.doubts()).isEmpty();
    assertThat(record.doubt().left()).isEmpty();

    record.add(new Event.Intended(AT, 1));
    assertThat(record.doubts())
        .containsExactly(ofFirst.missing().get(0) + ways, ofSecond.unknown().get(0) + ways);
    record.add(done(1));
    assertThat(record.doubts()).containsExactly(ofFirst.missing().get(0) + ways);
    assertThat(record.done()).containsExactly(second);
    assertThat(record.doubt().overwritten())
        .containsAll(ofFirst.volumes())
        .containsAll(ofSecond.volumes());
    assertThat(record.doubt().left()).containsExactlyElementsOf(ofFirst.volumes());
    record.add(done(0));
    assertThat(record.doubts()).isEmpty();
  }

  private static Instant after(int seconds) {
    return AT.plusSeconds(seconds);
  }

  private static List<Step> picked(int... steps) {
    return IntStream.of(steps).mapToObj(Plans.take().steps()::get).toList();
  }

  private static RunRecord of(List<Step> steps) {
    Plan take = Plans.take();
    Plan plan = new Plan(take.run(), "take", take.guest().orElseThrow(), steps, "");
    return RunRecord.of(List.of(new Event.Begun(AT, plan, OWNER)));
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
