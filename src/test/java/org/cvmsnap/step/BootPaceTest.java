package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.OS;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.site.Site;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of a guest in the simulated cluster, the seconds since its start being as in the tables. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BootPaceTest {
  private static final List<Duration> LAST = seconds(100, 60, 90);

  private final Site site = StepWorld.builtIn().site();

  private static List<Duration> seconds(long... boots) {
    return Arrays.stream(boots).mapToObj(Duration::ofSeconds).toList();
  }

  private BootPace after(Duration watched, List<Duration> boots) {
    return new BootPace(site, OS, site.time().elapsed().minus(watched), boots);
  }

  private Duration pause(double watched, List<Duration> boots) {
    return after(Duration.ofMillis((long) (watched * 1000)), boots).pause();
  }

  private void answers() throws NotLearnedException, InterruptedException {
    assertThat(site.os(OS).mounts()).isNotEmpty();
    assertThat(site.proven(OS)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0,10", "39,10", "40,10", "45,5", "48,2", "49,1.225", "50,1.25", "200,5", "900,10"})
  void one_that_does_not_answer_is_looked_at_when_its_shortest_boot_would_be_nearly_over(
      double watched, double pause) {
    assertThat(pause(watched, LAST)).isEqualTo(Duration.ofMillis((long) (pause * 1000)));
  }

  @ParameterizedTest
  @CsvSource({"0,1", "40,1", "44,1.1", "400,10", "4000,10"})
  void where_no_boot_is_known_the_seldomer_the_longer_it_takes(double watched, double pause) {
    assertThat(pause(watched, List.of())).isEqualTo(Duration.ofMillis((long) (pause * 1000)));
  }

  @ParameterizedTest
  @CsvSource({"0,0.25", "100,0.25", "105,0.25", "106,0.3", "200,5", "300,10", "900,10"})
  void one_that_answers_is_looked_at_often_until_it_is_later_than_ever(double watched, double pause)
      throws NotLearnedException, InterruptedException {
    answers();

    assertThat(pause(watched, LAST)).isEqualTo(Duration.ofMillis((long) (pause * 1000)));
  }

  @ParameterizedTest
  @CsvSource({"0,0.25", "50,0.25", "60,0.3", "2000,10", "9000,10"})
  void and_where_no_boot_is_known(double watched, double pause)
      throws NotLearnedException, InterruptedException {
    answers();

    assertThat(pause(watched, List.of())).isEqualTo(Duration.ofMillis((long) (pause * 1000)));
  }

  @Test
  void a_slow_one_is_given_longer_to_answer() {
    assertThat(
            Stream.of(0, 60, 80, 600, 900)
                .map(watched -> after(Duration.ofSeconds(watched), LAST).answer().toSeconds()))
        .containsExactly(3L, 3L, 4L, 30L, 30L);
  }
}
