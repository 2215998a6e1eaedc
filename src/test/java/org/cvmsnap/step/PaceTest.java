package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PaceTest {
  @ParameterizedTest
  @CsvSource({"0,5", "99,5", "200,10", "1200,60", "86400,60"})
  void the_longer_it_takes_the_less_often_it_is_looked_at(long watched, long pause) {
    assertThat(Pace.after(Duration.ofSeconds(watched))).hasSeconds(pause);
  }
}
