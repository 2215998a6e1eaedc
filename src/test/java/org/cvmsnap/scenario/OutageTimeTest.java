package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.cvmsnap.benchmark.MeasuredTake;
import org.cvmsnap.benchmark.OutageSite;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How much longer a guest, or its disks, are away than they have to be, with commands that take as
 * long as they usually do; in simulated time.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OutageTimeTest {
  @ParameterizedTest
  @CsvSource({"2, 1", "2, 8", "4, 1", "4, 8"})
  void a_guest_is_away_for_hardly_longer_than_its_changes_and_its_boot_take(
      int nodes, int volumes) {
    MeasuredTake take = MeasuredTake.of(new OutageSite(nodes, volumes), "stop", 1);

    assertThat(take.ratio()).isBetween(1.0, 1.02);
  }

  @Test
  void nor_is_one_of_which_no_boot_is_known() {
    MeasuredTake take = MeasuredTake.of(new OutageSite(2, 1), "stop", 0);

    assertThat(take.ratio()).isBetween(1.0, 1.025);
  }

  /** Between two changes ldm is asked, which takes 0.4 s, as long as a change of one disk. */
  @ParameterizedTest
  @CsvSource({"2, 1, 1.8", "2, 2, 1.8", "2, 8, 1.8", "4, 1, 1.8", "4, 8, 1.8"})
  void disks_are_away_for_seconds_longer_than_their_changes_take_however_many_they_are(
      int nodes, int volumes, double seconds) {
    MeasuredTake take = MeasuredTake.of(new OutageSite(nodes, volumes), "detach", 0);

    assertThat(take.seconds() - take.unavoidable()).isBetween(0.0, seconds + 0.01);
  }

  @Test
  void a_guest_is_seen_to_be_up_half_a_second_after_it_is_where_its_boots_are_known() {
    double average =
        IntStream.rangeClosed(-6, 6)
            .mapToDouble(
                each ->
                    MeasuredTake.booting(new OutageSite(2, 1), 90, 90 + each * 0.45).noticedAfter())
            .average()
            .orElseThrow();

    assertThat(average).isBetween(0.0, 0.5);
  }

  @Test
  void a_guest_that_boots_is_asked_for_seldom_until_it_may_be_up() {
    MeasuredTake known = MeasuredTake.of(new OutageSite(2, 1), "stop", 1);
    MeasuredTake unknown = MeasuredTake.of(new OutageSite(2, 1), "stop", 0);

    assertThat(known.listsOfLdmInBoot()).isLessThanOrEqualTo(14);
    assertThat(unknown.listsOfLdmInBoot()).isLessThanOrEqualTo(60);
  }

  @Test
  void a_boot_that_takes_longer_than_any_before_is_asked_for_less_and_less() {
    MeasuredTake take = MeasuredTake.booting(new OutageSite(2, 1), 90, 600);

    assertThat(take.looksAtBoot()).isLessThanOrEqualTo(250);
    assertThat(take.noticedAfter()).isBetween(0.0, 11.0);
  }

  @Test
  void how_many_other_domains_there_are_makes_no_difference() {
    MeasuredTake few = MeasuredTake.of(new OutageSite(2, 1).beside(1), "stop", 0);
    MeasuredTake beside = MeasuredTake.of(new OutageSite(2, 1).beside(64), "stop", 0);

    assertThat(beside.readsInOutage()).isEqualTo(few.readsInOutage());
    assertThat(beside.surveyed()).isEqualTo(few.surveyed());
  }
}
