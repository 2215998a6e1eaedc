package org.cvmsnap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LocalZoneTest {
  @ParameterizedTest
  @CsvSource({
    "'', Europe/Berlin",
    "'', GMT",
    "Europe/Berlin, Europe/Berlin",
    ":Europe/Berlin, Europe/Berlin",
    "GMT, GMT",
    "UTC, UTC",
    "localtime, Europe/Berlin",
    ":/etc/localtime, Europe/Berlin"
  })
  void what_java_knows_is_the_zone(String tz, String taken) {
    assertThat(LocalZone.of(tz, ZoneId.of(taken))).isEqualTo(ZoneId.of(taken));
  }

  @ParameterizedTest
  @CsvSource({
    "'CET-1CEST,M3.5.0,M10.5.0/3', GMT+01:00",
    "Mars/X, GMT",
    "localtime, GMT",
    "Europe/berlin, GMT"
  })
  void what_it_does_not_know_is_not_taken_for_greenwich(String tz, String taken) {
    assertThatThrownBy(() -> LocalZone.of(tz, ZoneId.of(taken)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TZ is '" + tz + "'; name one, such as 03:30@Europe/Berlin");
  }
}
