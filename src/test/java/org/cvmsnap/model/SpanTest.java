package org.cvmsnap.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SpanTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s",
    "PT36.4S, 36 s",
    "PT7M, 7 min",
    "PT90S, 1 min 30 s",
    "PT2H, 2 h",
    "PT3H12M5S, 3 h 12 min",
    "PT24H, 1 day",
    "P7D, 7 days",
    "P2DT3H4M, 2 days 3 h"
  })
  void is_told_in_its_two_largest_units(Duration duration, String text) {
    assertThat(Span.text(duration)).isEqualTo(text);
  }
}
