package org.cvmsnap.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TimeOfDayTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "03:30@Europe/Berlin, 2026-03-01T21:00:00Z, 2026-03-02T03:30+01:00[Europe/Berlin]",
    "03:30@Europe/Berlin, 2026-03-02T02:00:00Z, 2026-03-02T03:30+01:00[Europe/Berlin]",
    "03:30@Europe/Berlin, 2026-03-02T03:00:00Z, 2026-03-02T03:30+01:00[Europe/Berlin]",
    "03:30@Europe/Berlin, 2026-07-01T21:00:00Z, 2026-07-02T03:30+02:00[Europe/Berlin]",
    "23:00@UTC, 2026-03-02T00:10:00Z, 2026-03-01T23:00Z[UTC]",
    "00:15@UTC, 2026-03-01T23:50:00Z, 2026-03-02T00:15Z[UTC]",
    "03:30, 2026-03-01T23:50:00Z, 2026-03-02T03:30+01:00[Europe/Berlin]",
  })
  void the_nearest_such_moment_is_meant(String word, Instant now, String moment) {
    assertThat(TimeOfDay.of(word, () -> BERLIN).nearest(now).text()).isEqualTo(moment);
  }

  @Test
  void it_is_over_from_that_moment_on_and_comes_again_on_the_next_day() {
    TimeOfDay time = TimeOfDay.of("03:30", () -> ZoneOffset.UTC);
    Deadline deadline = time.nearest(Instant.parse("2026-03-01T22:00:00Z"));

    assertThat(deadline.over(Instant.parse("2026-03-02T03:29:59Z"))).isFalse();
    assertThat(deadline.over(Instant.parse("2026-03-02T03:30:00Z"))).isTrue();
    assertThat(time.after(deadline)).hasToString("2026-03-03T03:30Z");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-28T20:00:00Z, 2026-03-29T03:30+02:00[Europe/Berlin], 2026-03-30T02:30+02:00[Europe/Berlin]",
    "2026-03-27T20:00:00Z, 2026-03-28T02:30+01:00[Europe/Berlin], 2026-03-29T03:30+02:00[Europe/Berlin]",
    "2026-10-24T20:00:00Z, 2026-10-25T02:30+02:00[Europe/Berlin], 2026-10-26T02:30+01:00[Europe/Berlin]",
  })
  void a_time_that_a_day_does_not_have_or_has_twice_is_as_usual_on_the_next(
      Instant now, String first, String next) {
    TimeOfDay time = TimeOfDay.of("02:30", () -> BERLIN);

    assertThat(time.nearest(now)).hasToString(first);
    assertThat(time.after(time.nearest(now))).hasToString(next);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3:30", "24:00", "noon", "03:30@", "03:30@Nowhere", "03:30 UTC"})
  void anything_else_is_no_time_of_day(String word) {
    assertThatThrownBy(() -> TimeOfDay.of(word, () -> BERLIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a time of day such as 03:30");
  }

  @Test
  void a_moment_without_a_zone_is_no_deadline() {
    assertThatThrownBy(() -> new Deadline("03:30")).hasMessageContaining("is not a moment");
  }
}
