package org.cvmsnap.plan.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.cvmsnap.model.Proof;
import org.cvmsnap.model.VolumeId;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RetentionTest {
  /** Whatever was taken was taken before. */
  static final Retention.Present LATER =
      new Retention.Present(
          Instant.parse("2100-01-01T00:00:00Z"), Optional.empty(), Optional.empty());

  private static final VolumeId DATA = VolumeId.of("datadg", "datavol1");
  private static final VolumeId LOGS = VolumeId.of("datadg", "datavol2");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  static Retention keep(int last, int hourly, int daily, int weekly, int monthly, int yearly) {
    return new Retention(
        last,
        hourly,
        daily,
        weekly,
        monthly,
        yearly,
        1,
        Optional.empty(),
        Optional.empty(),
        ZoneOffset.UTC);
  }

  static Retention in(ZoneId zone, Retention policy) {
    return new Retention(
        policy.last(),
        policy.hourly(),
        policy.daily(),
        policy.weekly(),
        policy.monthly(),
        policy.yearly(),
        policy.safety(),
        policy.within(),
        policy.maxDelete(),
        zone);
  }

  private static Retention within(Duration span) {
    return new Retention(0, 0, 0, 0, 0, 0, 1, Optional.of(span), Optional.empty(), ZoneOffset.UTC);
  }

  private static Retention atMost(int number, Retention policy) {
    return new Retention(
        policy.last(),
        policy.hourly(),
        policy.daily(),
        policy.weekly(),
        policy.monthly(),
        policy.yearly(),
        policy.safety(),
        policy.within(),
        Optional.of(number),
        policy.zone());
  }

  /** A good set of one volume, taken then. */
  static SnapshotSet at(String time) {
    return set(time, "r" + time, "", false, false, DATA);
  }

  private static SnapshotSet set(
      String time, String run, String trouble, boolean dead, boolean pinned, VolumeId... sources) {
    return new SnapshotSet(
        run,
        Optional.of(Instant.parse(time)),
        OptionalLong.empty(),
        Stream.of(sources).map(source -> new VolumeId(source.group(), source.name())).toList(),
        Set.of(sources),
        trouble,
        dead,
        pinned,
        Proof.CLEAN_BEFORE,
        false,
        Optional.empty());
  }

  /** A good set of one volume. */
  static SnapshotSet good(String run, Optional<Instant> taken, Proof proof, boolean safety) {
    return new SnapshotSet(
        run,
        taken,
        OptionalLong.empty(),
        List.of(DATA),
        Set.of(DATA),
        "",
        false,
        false,
        proof,
        safety,
        Optional.empty());
  }

  private static SnapshotSet safety(String time) {
    return good("s" + time, Optional.of(Instant.parse(time)), Proof.CLEAN_BEFORE, true);
  }

  private static SnapshotSet unproven(String time) {
    return good("u" + time, Optional.of(Instant.parse(time)), Proof.UNCHECKED, false);
  }

  @Test
  void what_is_not_proven_takes_no_place_of_what_is() {
    SnapshotSet proven = at("2026-03-01T02:00:00Z");
    List<SnapshotSet> sets = new ArrayList<>(List.of(proven));
    for (int day = 2; day < 10; day++) {
      sets.add(unproven("2026-03-0" + day + "T02:00:00Z"));
    }

    List<Retention.Verdict> verdicts = keep(2, 0, 0, 0, 0, 0).decide(sets, volume -> true, LATER);

    assertThat(verdicts.stream().filter(Retention.Verdict::kept).map(Retention.Verdict::rule))
        .containsExactly(
            "last 1 of 2", "last 2 of 2 of the unproven", "last 1 of 2 of the unproven");
  }

  @Test
  void a_safety_set_counts_for_its_own_rule_alone() {
    SnapshotSet monday = at("2026-03-02T02:00:00Z");
    SnapshotSet thursday = at("2026-03-05T02:00:00Z");
    SnapshotSet older = safety("2026-03-03T12:00:00Z");
    SnapshotSet newer = safety("2026-03-04T12:00:00Z");
    Retention policy = keep(1, 0, 0, 0, 0, 0);

    assertThat(rule(policy, thursday, monday, older, newer)).isEqualTo("keep: last 1 of 1");
    assertThat(rule(policy, monday, thursday, older, newer)).startsWith("remove");
    assertThat(rule(policy, newer, monday, thursday, older)).isEqualTo("keep: safety 1 of 1");
    assertThat(rule(policy, older, monday, thursday, newer)).startsWith("remove");
  }

  @Test
  void where_only_safety_sets_are_left_the_last_good_one_of_them_stays() {
    Retention none =
        new Retention(1, 0, 0, 0, 0, 0, 0, Optional.empty(), Optional.empty(), ZoneOffset.UTC);

    assertThat(rule(none, safety("2026-03-03T12:00:00Z"))).isEqualTo("keep: the last good one");
    assertThat(rule(none, safety("2026-03-03T12:00:00Z"), at("2026-03-04T02:00:00Z")))
        .startsWith("remove");
  }

  /** Another node may know of a restore that has stopped half-way, and that needs it. */
  @Test
  void a_safety_set_stays_until_something_as_good_is_taken() {
    Retention none =
        new Retention(1, 0, 0, 0, 0, 0, 0, Optional.empty(), Optional.empty(), ZoneOffset.UTC);
    SnapshotSet saved = safety("2026-03-03T12:00:00Z");
    SnapshotSet before = at("2026-03-02T02:00:00Z");
    String why = "keep: what a restore has saved, and nothing as good was taken since";

    assertThat(rule(none, saved, before)).isEqualTo(why);
    assertThat(rule(none, saved, before, unproven("2026-03-04T02:00:00Z"))).isEqualTo(why);
    assertThat(rule(none, saved, before, at("2026-03-04T02:00:00Z"))).startsWith("remove");
    // The newer one may be of a restore that was to lead out of that, and has not.
    assertThat(rule(none, saved, before, safety("2026-03-04T02:00:00Z"))).isEqualTo(why);
  }

  private static List<String> kept(Retention policy, SnapshotSet... sets) {
    return policy.decide(List.of(sets), volume -> true, LATER).stream()
        .filter(Retention.Verdict::kept)
        .map(verdict -> verdict.set().taken().orElseThrow().toString())
        .toList();
  }

  private static String rule(Retention policy, SnapshotSet set, SnapshotSet... others) {
    return policy
        .decide(Stream.concat(Stream.of(set), Stream.of(others)).toList(), volume -> true, LATER)
        .stream()
        .filter(verdict -> verdict.set().equals(set))
        .map(verdict -> (verdict.kept() ? "keep: " : "remove: ") + verdict.rule())
        .findFirst()
        .orElseThrow();
  }

  private record Row(String what, Retention policy, List<String> sets, List<String> kept) {
    @Override
    public String toString() {
      return what;
    }
  }

  static List<Row> table() {
    return List.of(
        new Row(
            "the newest ones",
            keep(2, 0, 0, 0, 0, 0),
            List.of("2026-03-01T02:00:00Z", "2026-03-02T02:00:00Z", "2026-03-03T02:00:00Z"),
            List.of("2026-03-02T02:00:00Z", "2026-03-03T02:00:00Z")),
        new Row(
            "the newest of each hour",
            keep(0, 2, 0, 0, 0, 0),
            List.of(
                "2026-03-01T01:00:00Z",
                "2026-03-01T02:00:00Z",
                "2026-03-01T02:59:59Z",
                "2026-03-01T03:00:00Z"),
            List.of("2026-03-01T02:59:59Z", "2026-03-01T03:00:00Z")),
        new Row(
            "the newest of each day, where some days have none",
            keep(0, 0, 2, 0, 0, 0),
            List.of(
                "2026-03-01T23:00:00Z",
                "2026-03-05T01:00:00Z",
                "2026-03-05T02:00:00Z",
                "2026-03-09T00:00:00Z"),
            List.of("2026-03-05T02:00:00Z", "2026-03-09T00:00:00Z")),
        new Row(
            "weeks that go over the end of a year",
            keep(0, 0, 0, 2, 0, 0),
            List.of("2026-12-27T12:00:00Z", "2026-12-31T12:00:00Z", "2027-01-03T12:00:00Z"),
            List.of("2026-12-27T12:00:00Z", "2027-01-03T12:00:00Z")),
        new Row(
            "the same month of two years is two months",
            keep(0, 0, 0, 0, 2, 0),
            List.of("2025-02-10T00:00:00Z", "2026-02-10T00:00:00Z", "2026-02-20T00:00:00Z"),
            List.of("2025-02-10T00:00:00Z", "2026-02-20T00:00:00Z")),
        new Row(
            "years",
            keep(0, 0, 0, 0, 0, 2),
            List.of(
                "2024-12-31T23:59:59Z",
                "2025-01-01T00:00:00Z",
                "2025-12-31T23:59:59Z",
                "2026-01-01T00:00:00Z"),
            List.of("2025-12-31T23:59:59Z", "2026-01-01T00:00:00Z")),
        new Row(
            "rules add up",
            keep(1, 0, 2, 0, 0, 0),
            List.of("2026-03-01T02:00:00Z", "2026-03-02T02:00:00Z", "2026-03-02T03:00:00Z"),
            List.of("2026-03-01T02:00:00Z", "2026-03-02T03:00:00Z")),
        new Row(
            "what is within a time before the newest, whatever the present is",
            within(Duration.ofDays(2)),
            List.of("2026-03-01T01:59:59Z", "2026-03-01T02:00:00Z", "2026-03-03T02:00:00Z"),
            List.of("2026-03-01T02:00:00Z", "2026-03-03T02:00:00Z")),
        new Row(
            "the hour that comes twice counts as two",
            in(BERLIN, keep(0, 3, 0, 0, 0, 0)),
            List.of(
                "2026-10-24T23:30:00Z", // 01:30
                "2026-10-25T00:15:00Z", // 02:15 in summer
                "2026-10-25T00:45:00Z", // 02:45 in summer
                "2026-10-25T01:45:00Z", // 02:45 in winter
                "2026-10-25T02:15:00Z"), // 03:15
            List.of("2026-10-25T00:45:00Z", "2026-10-25T01:45:00Z", "2026-10-25T02:15:00Z")),
        new Row(
            "the hour that is left out is missed by nobody",
            in(BERLIN, keep(0, 2, 0, 0, 0, 0)),
            List.of("2026-03-28T23:30:00Z", "2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z"),
            List.of("2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z")),
        new Row(
            "days are those of the zone",
            in(BERLIN, keep(0, 0, 1, 0, 0, 0)),
            List.of("2026-03-28T22:30:00Z", "2026-03-28T23:30:00Z"), // 23:30, and 00:30 on the 29th
            List.of("2026-03-28T23:30:00Z")),
        new Row(
            "two days of the zone that are one in UTC",
            in(BERLIN, keep(0, 0, 2, 0, 0, 0)),
            List.of("2026-03-28T22:30:00Z", "2026-03-28T23:30:00Z"),
            List.of("2026-03-28T22:30:00Z", "2026-03-28T23:30:00Z")));
  }

  @ParameterizedTest
  @MethodSource("table")
  void keeps_what_the_rule_says(Row row) {
    SnapshotSet[] sets = row.sets().stream().map(RetentionTest::at).toArray(SnapshotSet[]::new);

    assertThat(kept(row.policy(), sets)).isEqualTo(row.kept());
  }

  @Test
  void orders_by_the_moment_of_the_making_and_not_by_name() {
    SnapshotSet afterStepBack =
        set("2026-03-01T01:30:00Z", "zzz-made-last", "", false, false, DATA);

    assertThat(kept(keep(1, 0, 0, 0, 0, 0), at("2026-03-01T02:00:00Z"), afterStepBack))
        .containsExactly("2026-03-01T02:00:00Z");
  }

  @Test
  void of_two_of_the_same_moment_the_later_name_is_the_newer() {
    SnapshotSet first = set("2026-03-01T02:00:00Z", "a", "", false, false, DATA);
    SnapshotSet second = set("2026-03-01T02:00:00Z", "b", "", false, false, DATA);

    assertThat(rule(keep(1, 0, 0, 0, 0, 0), second, first)).isEqualTo("keep: last 1 of 1");
    assertThat(rule(keep(1, 0, 0, 0, 0, 0), first, second)).isEqualTo("remove: no rule keeps it");
  }

  @Test
  void names_every_rule_that_keeps_a_set() {
    assertThat(rule(keep(3, 0, 7, 0, 0, 0), at("2026-03-01T02:00:00Z")))
        .isEqualTo("keep: last 1 of 3, daily 1 of 7");
  }

  @Test
  void what_is_not_good_satisfies_no_rule() {
    SnapshotSet lost = set("2026-03-03T02:00:00Z", "c", "INVALID", true, false, DATA);

    assertThat(
            kept(
                keep(2, 0, 0, 0, 0, 0),
                at("2026-03-01T02:00:00Z"),
                at("2026-03-02T02:00:00Z"),
                lost))
        .containsExactly("2026-03-01T02:00:00Z", "2026-03-02T02:00:00Z", "2026-03-03T02:00:00Z");
    assertThat(rule(keep(1, 0, 0, 0, 0, 0), lost, at("2026-03-02T02:00:00Z")))
        .isEqualTo("keep: not good (INVALID), and no good one that is proven is newer");
  }

  @Test
  void what_is_lost_goes_once_a_good_one_is_newer() {
    SnapshotSet lost = set("2026-03-01T02:00:00Z", "c", "1 of its set missing", true, false, DATA);

    assertThat(rule(keep(9, 0, 0, 0, 0, 0), lost, at("2026-03-02T02:00:00Z")))
        .isEqualTo("remove: not good: 1 of its set missing");
  }

  @Test
  void what_is_left_of_a_proven_set_stays_where_only_unproven_and_safety_sets_are_newer() {
    SnapshotSet left = set("2026-03-01T02:00:00Z", "c", "1 of its set missing", true, false, DATA);

    assertThat(
            rule(
                keep(9, 0, 0, 0, 0, 0),
                left,
                unproven("2026-03-02T02:00:00Z"),
                safety("2026-03-03T02:00:00Z")))
        .isEqualTo(
            "keep: not good (1 of its set missing), and no good one that is proven is newer");
  }

  @Test
  void what_is_left_of_an_unproven_set_goes_once_any_good_one_is_newer() {
    SnapshotSet left =
        new SnapshotSet(
            "c",
            Optional.of(Instant.parse("2026-03-01T02:00:00Z")),
            OptionalLong.empty(),
            List.of(DATA),
            Set.of(DATA),
            "INVALID",
            true,
            false,
            Proof.UNCHECKED,
            false,
            Optional.empty());
    Retention policy = keep(9, 0, 0, 0, 0, 0);

    assertThat(rule(policy, left)).isEqualTo("keep: not good (INVALID), and no good one is newer");
    assertThat(rule(policy, left, safety("2026-03-02T02:00:00Z"))).startsWith("keep: not good");
    assertThat(rule(policy, left, unproven("2026-03-02T02:00:00Z"))).startsWith("remove");
  }

  @Test
  void what_may_become_good_stays() {
    SnapshotSet young = set("2026-03-01T02:00:00Z", "c", "unsynchronized", false, false, DATA);

    assertThat(rule(keep(1, 0, 0, 0, 0, 0), young, at("2026-03-02T02:00:00Z")))
        .isEqualTo("keep: not good now, and may become so: unsynchronized");
  }

  @Test
  void the_last_good_set_of_a_volume_stays_whatever_the_rules() {
    SnapshotSet both = set("2026-03-01T02:00:00Z", "a", "", false, false, DATA, LOGS);
    SnapshotSet one = set("2026-03-09T02:00:00Z", "b", "", false, false, DATA);
    Retention nothing =
        new Retention(0, 0, 0, 0, 0, 0, 1, Optional.of(Duration.ZERO), Optional.empty(), BERLIN);

    assertThat(kept(nothing, both, one)).hasSize(2);
    assertThat(kept(keep(1, 0, 0, 0, 0, 0), at("2026-03-01T02:00:00Z")))
        .containsExactly("2026-03-01T02:00:00Z");
  }

  @Test
  void what_is_taken_together_is_a_series_of_its_own() {
    SnapshotSet both = set("2026-03-01T02:00:00Z", "a", "", false, false, DATA, LOGS);
    SnapshotSet bothLater = set("2026-03-02T02:00:00Z", "b", "", false, false, DATA, LOGS);
    SnapshotSet one = set("2026-03-09T02:00:00Z", "c", "", false, false, DATA);

    assertThat(kept(keep(1, 0, 0, 0, 0, 0), both, bothLater, one))
        .containsExactly("2026-03-02T02:00:00Z", "2026-03-09T02:00:00Z");
  }

  @Test
  void a_set_of_volumes_that_were_not_all_named_stays() {
    SnapshotSet both = set("2026-03-01T02:00:00Z", "a", "", false, false, DATA, LOGS);
    SnapshotSet later = set("2026-03-02T02:00:00Z", "b", "", false, false, DATA, LOGS);

    List<Retention.Verdict> verdicts =
        keep(1, 0, 0, 0, 0, 0).decide(List.of(both, later), DATA::equals, LATER);

    assertThat(verdicts).allMatch(Retention.Verdict::kept);
    assertThat(verdicts.get(0).rule()).contains("datadg/datavol2").contains("not named");
  }

  @Test
  void a_pinned_set_stays() {
    SnapshotSet pinned = set("2026-03-01T02:00:00Z", "a", "", false, true, DATA);

    assertThat(rule(keep(1, 0, 0, 0, 0, 0), pinned, at("2026-03-02T02:00:00Z")))
        .isEqualTo("keep: pinned");
  }

  @Test
  void a_set_of_an_unknown_time_stays() {
    SnapshotSet dateless = good("x", Optional.empty(), Proof.CLEAN_BEFORE, false);

    assertThat(rule(keep(1, 0, 0, 0, 0, 0), dateless, at("2026-03-02T02:00:00Z")))
        .isEqualTo("keep: nobody knows when it was taken");
  }

  @Test
  void removes_no_more_than_it_may_and_the_oldest_first() {
    assertThat(
            kept(
                atMost(1, keep(1, 0, 0, 0, 0, 0)),
                at("2026-03-01T02:00:00Z"),
                at("2026-03-02T02:00:00Z"),
                at("2026-03-03T02:00:00Z")))
        .containsExactly("2026-03-02T02:00:00Z", "2026-03-03T02:00:00Z");
  }

  @Test
  void refuses_a_policy_that_keeps_nothing() {
    assertThatThrownBy(() -> keep(0, 0, 0, 0, 0, 0)).hasMessageContaining("--keep-");
    assertThatThrownBy(() -> keep(-1, 0, 0, 0, 0, 0)).hasMessageContaining("negative");
    assertThatThrownBy(() -> atMost(-1, keep(1, 0, 0, 0, 0, 0))).hasMessageContaining("negative");
  }

  @Test
  void a_time_later_than_now_counts_for_no_rule_and_is_kept() {
    SnapshotSet wrong = set("2036-01-01T00:00:00Z", "wrong", "", false, false, DATA);
    SnapshotSet older = set("2026-03-01T00:00:00Z", "older", "", false, false, DATA);
    SnapshotSet newer = set("2026-03-02T00:00:00Z", "newer", "", false, false, DATA);
    Retention.Present present =
        new Retention.Present(
            Instant.parse("2026-03-03T00:00:00Z"), Optional.empty(), Optional.empty());

    assertThat(keep(1, 0, 0, 0, 0, 0).decide(List.of(wrong, older, newer), volume -> true, present))
        .extracting(verdict -> verdict.set().run() + " " + verdict.kept())
        .containsExactlyInAnyOrder("wrong true", "older false", "newer true");
  }

  @Test
  void a_run_never_removes_the_set_that_it_has_just_taken() {
    SnapshotSet own =
        set("2026-03-02T01:40:00Z", "own", "", false, false, DATA); // the clock was set back
    SnapshotSet before = set("2026-03-02T02:00:00Z", "before", "", false, false, DATA);
    Retention.Present present =
        new Retention.Present(
            Instant.parse("2026-03-02T03:00:00Z"), Optional.of("own"), Optional.empty());

    assertThat(keep(1, 0, 0, 0, 0, 0).decide(List.of(own, before), volume -> true, present))
        .extracting(verdict -> verdict.set().run() + " " + verdict.kept())
        .containsExactlyInAnyOrder("own true", "before false");
  }

  private static SnapshotSet by(String policy, String time) {
    return new SnapshotSet(
        policy + time,
        Optional.of(Instant.parse(time)),
        OptionalLong.empty(),
        List.of(DATA),
        Set.of(DATA),
        "",
        false,
        false,
        Proof.CLEAN_BEFORE,
        false,
        Optional.of(policy).filter(name -> !name.isEmpty()));
  }

  private static List<String> goingBy(Optional<String> policy, SnapshotSet... sets) {
    Retention.Present present =
        new Retention.Present(Instant.parse("2026-04-01T00:00:00Z"), Optional.empty(), policy);
    return keep(1, 0, 0, 0, 0, 0).decide(List.of(sets), volume -> true, present).stream()
        .filter(verdict -> !verdict.kept())
        .map(verdict -> verdict.set().run())
        .toList();
  }

  @Test
  void rules_are_about_the_sets_of_one_policy_or_of_none() {
    SnapshotSet[] sets = {
      by("weekly", "2026-03-01T00:00:00Z"),
      by("", "2026-03-02T00:00:00Z"),
      by("nightly", "2026-03-03T00:00:00Z"),
      by("weekly", "2026-03-04T00:00:00Z"),
      by("", "2026-03-05T00:00:00Z"),
      by("nightly", "2026-03-06T00:00:00Z")
    };

    assertThat(goingBy(Optional.of("weekly"), sets)).containsExactly("weekly2026-03-01T00:00:00Z");
    assertThat(goingBy(Optional.of("nightly"), sets))
        .containsExactly("nightly2026-03-03T00:00:00Z");
    assertThat(goingBy(Optional.empty(), sets)).containsExactly("2026-03-02T00:00:00Z");
    assertThat(goingBy(Optional.of("monthly"), sets)).isEmpty();
  }
}
