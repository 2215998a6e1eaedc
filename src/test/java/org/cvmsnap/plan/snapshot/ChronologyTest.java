package org.cvmsnap.plan.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cvmsnap.model.Proof;
import org.cvmsnap.model.VolumeId;
import org.junit.jupiter.api.Test;

class ChronologyTest {
  private static SnapshotSet set(String run, String hour, long number, String... groups) {
    return new SnapshotSet(
        run,
        Optional.of(Instant.parse("2026-03-02T" + hour + ":00Z")),
        number == 0 ? OptionalLong.empty() : OptionalLong.of(number),
        Stream.of(groups).map(group -> VolumeId.of(group, run)).toList(),
        Set.of(VolumeId.of("datadg", "datavol1")),
        "",
        false,
        false,
        Proof.CLEAN,
        false,
        Optional.empty());
  }

  private static List<String> newestFirst(SnapshotSet... sets) {
    List<SnapshotSet> shuffled = new ArrayList<>(List.of(sets));
    Collections.shuffle(shuffled, new Random(1));
    return new Chronology(shuffled).newestFirst().stream().map(SnapshotSet::run).toList();
  }

  @Test
  void sets_without_numbers_are_in_the_order_of_their_times() {
    assertThat(newestFirst(set("a", "10:00", 0, "datadg"), set("b", "09:40", 0, "datadg")))
        .containsExactly("a", "b");
  }

  @Test
  void a_larger_number_is_later_whatever_the_clock_showed() {
    assertThat(
            newestFirst(
                set("first", "10:00", 1, "datadg"),
                set("second", "09:40", 2, "datadg"),
                set("third", "09:50", 3, "datadg")))
        .containsExactly("third", "second", "first");
  }

  @Test
  void a_set_without_a_number_is_put_between_the_times_that_the_others_can_have() {
    assertThat(
            newestFirst(
                set("first", "10:00", 1, "datadg"),
                set("older", "09:39", 0, "datadg"),
                set("newer", "09:41", 0, "datadg"),
                set("second", "09:40", 2, "datadg")))
        .containsExactly("newer", "second", "first", "older");
  }

  @Test
  void numbers_of_different_disk_groups_tell_nothing_of_each_other() {
    assertThat(newestFirst(set("one", "10:00", 1, "datadg"), set("other", "09:00", 9, "sysdg")))
        .containsExactly("one", "other");
  }

  @Test
  void a_set_of_two_disk_groups_is_in_the_order_of_both() {
    assertThat(
            newestFirst(
                set("data", "12:00", 1, "datadg"),
                set("system", "11:00", 4, "sysdg"),
                set("both", "10:00", 5, "datadg", "sysdg")))
        .containsExactly("both", "system", "data");
  }

  @Test
  void a_set_with_a_time_to_come_is_no_later_than_what_came_after_it() {
    Chronology chronology =
        new Chronology(
            List.of(set("wrong", "23:00", 1, "datadg"), set("right", "08:00", 2, "datadg")));

    assertThat(chronology.moment(set("wrong", "23:00", 1, "datadg")))
        .isEqualTo(Instant.parse("2026-03-02T08:00:00Z"));
  }

  @Test
  void of_a_thousand_sets_that_a_clock_was_set_between_each_is_where_its_number_says() {
    Random clock = new Random(7);
    List<SnapshotSet> sets =
        IntStream.rangeClosed(1, 1000)
            .mapToObj(
                number ->
                    set(
                        "r" + number,
                        "%02d:%02d".formatted(clock.nextInt(24), clock.nextInt(60)),
                        number,
                        "datadg"))
            .toList();
    List<SnapshotSet> shuffled = new ArrayList<>(sets);
    Collections.shuffle(shuffled, clock);

    List<SnapshotSet> newest = new ArrayList<>(new Chronology(shuffled).newestFirst());

    Collections.reverse(newest);
    assertThat(newest).isEqualTo(sets);
  }
}
