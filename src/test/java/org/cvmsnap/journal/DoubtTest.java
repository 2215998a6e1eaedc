package org.cvmsnap.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.RefreshSnapshots;
import org.cvmsnap.step.RestoreVolumes;
import org.cvmsnap.testing.Plans;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DoubtTest {
  private static final Instant AT = Instant.parse("2026-03-01T02:00:00Z");
  private static final GuestName GUEST = new GuestName("ldom1");
  private static final Machine SUN_A = Machine.controlDomain("sun-a");
  private static final Owner OWNER = new Owner("sun-a", 4711, AT, "cvmsnap restore");
  private static final String OLDER = "20260201T000000Z-ldom1-aaaa";
  private static final String NEWER = "20270201T000000Z-ldom1-aaaa";

  private static SnapshotPair pair(String volume, String suffix) {
    return new SnapshotPair(VolumeId.of("datadg", volume), VolumeId.of("datadg", volume + suffix));
  }

  private static RestoreVolumes restoring(Family family, String volume) {
    return new RestoreVolumes(
        GUEST, SUN_A, family, false, List.of(pair(volume, "_p")), List.of(pair(volume, "_s")));
  }

  private static RefreshSnapshots refreshing(String volume) {
    return new RefreshSnapshots(GUEST, SUN_A, List.of(pair(volume, "_p")), Map.of());
  }

  /** Of a run of these steps of which the first is done, and of the second nobody knows. */
  private static RunRecord half(Step... steps) {
    Plan take = Plans.take();
    Plan plan = new Plan(take.run(), "restore", GUEST, List.of(steps), "");
    List<Event> events =
        new ArrayList<>(
            List.of(
                new Event.Begun(AT, plan, OWNER),
                new Event.Intended(AT, 0),
                new Event.Finished(AT, 0, Outcome.CHANGED, ""),
                new Event.Intended(AT, 1),
                new Event.Finished(AT, 1, Outcome.UNKNOWN, "")));
    return RunRecord.of(events);
  }

  private static Doubt.Done done(String verb, String set, String... volumesAndSnapshots) {
    Map<VolumeId, VolumeId> volumes =
        Stream.of(volumesAndSnapshots)
            .map(each -> each.split("<"))
            .collect(
                Collectors.toMap(
                    each -> VolumeId.of("datadg", each[0]),
                    each -> VolumeId.of("datadg", each[1])));
    return new Doubt.Done(verb, volumes, Optional.of(set).filter(each -> !each.isEmpty()));
  }

  private static boolean ends(Doubt doubt, Doubt.Done done) {
    return doubt.endedBy(done, volume -> false);
  }

  @Test
  void two_volumes_are_one_again_by_a_way_that_was_named_or_by_one_older_set() {
    Doubt doubt = half(restoring(Family.INSTANT, "a"), restoring(Family.INSTANT, "b")).doubt();
    assertThat(doubt.mixed())
        .containsExactlyInAnyOrder(pair("a", "_p").source(), pair("b", "_p").source());
    assertThat(doubt.left()).containsExactly(pair("b", "_p").source());

    assertThat(ends(doubt, done("restore", "", "a<a_p", "b<b_p"))).isTrue();
    assertThat(ends(doubt, done("restore", "", "a<a_s", "b<b_s", "c<c_x"))).isTrue();
    assertThat(ends(doubt, done("restore", OLDER, "a<a_x", "b<b_x"))).isTrue();
  }

  @Test
  void nothing_else_makes_them_one() {
    Doubt doubt = half(restoring(Family.INSTANT, "a"), restoring(Family.INSTANT, "b")).doubt();

    assertThat(ends(doubt, done("restore", "", "b<b_p"))).isFalse();
    assertThat(ends(doubt, done("restore", "", "a<a_s", "b<b_p"))).isFalse();
    assertThat(ends(doubt, done("restore", NEWER, "a<a_x", "b<b_x"))).isFalse();
    assertThat(ends(doubt, done("restore", "", "a<a_x", "b<b_x"))).isFalse();
    assertThat(ends(doubt, done("restore", OLDER, "b<b_x"))).isFalse();
    assertThat(ends(doubt, done("refresh", OLDER, "a<a_p", "b<b_p"))).isFalse();
    assertThat(ends(doubt, done("refresh", OLDER, "a_p<a_p", "b_p<b_p"))).isFalse();
  }

  @Test
  void nobody_need_know_what_a_volume_held_that_is_gone() {
    Doubt doubt = half(restoring(Family.INSTANT, "a"), restoring(Family.INSTANT, "b")).doubt();
    VolumeId gone = pair("b", "_p").source();

    assertThat(doubt.endedBy(done("restore", "", "a<a_p"), gone::equals)).isTrue();
    assertThat(doubt.endedBy(done("restore", NEWER, "a<a_x"), gone::equals)).isFalse();
    assertThat(doubt.endedBy(done("restore", NEWER, "c<c_x"), volume -> true)).isTrue();
  }

  /** VxVM has made what was restored from a mirror of its volume. */
  @Test
  void what_a_traditional_restore_has_used_up_leads_nowhere_unless_nothing_was_kept() {
    Doubt kept =
        half(restoring(Family.TRADITIONAL, "a"), restoring(Family.TRADITIONAL, "b")).doubt();
    Doubt unkept = half(unkept("a"), unkept("b")).doubt();

    assertThat(ends(kept, done("restore", "", "b<b_p"))).isFalse();
    assertThat(ends(kept, done("restore", "", "b<b_s"))).isFalse();
    assertThat(ends(kept, done("restore", "", "a<a_s", "b<b_s"))).isTrue();
    assertThat(ends(unkept, done("restore", "", "b<b_p"))).isTrue();
    assertThat(ends(unkept, done("restore", "", "a<a_p"))).isFalse();
  }

  private static RestoreVolumes unkept(String volume) {
    return new RestoreVolumes(
        GUEST, SUN_A, Family.TRADITIONAL, false, List.of(pair(volume, "_p")), List.of());
  }

  @Test
  void snapshots_are_of_one_instant_again_once_all_are_refreshed() {
    RefreshSnapshots first = refreshing("a");
    RefreshSnapshots second = refreshing("b");
    Doubt doubt = half(first, second).doubt();

    assertThat(doubt.needed()).isEmpty();
    assertThat(ends(doubt, done("refresh", "", "a_p<a_p", "b_p<b_p"))).isTrue();
    assertThat(ends(doubt, done("refresh", OLDER, "b_p<b_p"))).isFalse();
    assertThat(ends(doubt, done("restore", OLDER, "a<a_p", "b<b_p"))).isFalse();
  }

  @Test
  void the_ways_back_of_a_restore_are_needed_and_it_alone_can_be_written_off() {
    RunRecord restore = half(restoring(Family.INSTANT, "a"), restoring(Family.INSTANT, "b"));
    assertThat(restore.doubt().needed())
        .extracting(id -> id.name().value())
        .containsExactlyInAnyOrder("a_p", "a_s", "b_p", "b_s");

    restore.add(new Event.WrittenOff(AT));

    assertThat(restore.doubt().none()).isTrue();
    assertThat(restore.doubt().mixed()).isEmpty();
    assertThat(restore.doubts()).isEmpty();
    assertThatThrownBy(() -> restore.add(new Event.WrittenOff(AT)))
        .hasMessageContaining("nothing can be written off");
    assertThat(half(refreshing("a"), refreshing("b")).doubt().canBeWrittenOff()).isFalse();
  }

  @Test
  void where_nothing_is_left_of_what_is_in_doubt_nobody_need_know() {
    Doubt doubt = half(refreshing("a"), refreshing("b")).doubt();

    assertThat(doubt.gone(pair("a", "_p").snapshot()::equals)).isFalse();
    assertThat(doubt.gone(pair("b", "_p").snapshot()::equals)).isTrue();
    assertThat(
            RunRecord.of(List.of(new Event.Begun(AT, Plans.take(), OWNER)))
                .doubt()
                .gone(id -> true))
        .isFalse();
  }
}
