package org.cvmsnap.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cvmsnap.error.ExitCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault at every point of every variant, and a crash at points of every recovery; {@code
 * scripts/update faults} tries these at all points.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SchedulesTest {
  private static final int ONE_SECOND_OF = 40;
  private static final Path PAGE = Path.of("docs", "faults.md");

  private final FaultTable table = new FaultTable();
  private Suite suite = new Suite(Path.of(""), ONE_SECOND_OF);

  @BeforeAll
  void run_all(@TempDir Path directory) throws InterruptedException {
    suite = new Suite(directory, ONE_SECOND_OF);
    suite.run(Variant.working(), table::add);
    System.out.println("schedules: " + suite.count() + ", violations: " + suite.violated().size());
  }

  @Test
  void no_law_is_broken() {
    assertThat(suite.violated().stream().map(Suite::described).sorted()).isEmpty();
  }

  @Test
  void every_blow_strikes() {
    assertThat(suite.silent()).isEmpty();
    assertThat(suite.count()).isGreaterThanOrEqualTo(18_000);
  }

  @Test
  void the_page_of_faults_is_current() throws IOException {
    assertThat(Files.readString(PAGE))
        .as("scripts/update faults writes it anew")
        .isEqualTo(table.page());
  }

  @ParameterizedTest
  @MethodSource("org.cvmsnap.schedules.Variant#working")
  void without_a_fault_each_variant_ends_with_0(Variant variant, @TempDir Path locks) {
    PreparedWorld bench = new PreparedWorld(variant, locks);

    Trial.Outcome outcome =
        bench.trial(bench.faultFree(), locks, Weakening.NONE, Trial.Tracer.NONE);

    assertThat(outcome.first().exit()).isZero();
    assertThat(outcome.violations()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Variant.class,
      names = {"TAKE_BLIND", "TAKE_RENUMBERED"})
  void what_is_refused_is_left_alone(Variant variant, @TempDir Path locks) {
    PreparedWorld bench = new PreparedWorld(variant, locks);

    Trial.Outcome outcome =
        bench.trial(bench.faultFree(), locks, Weakening.NONE, Trial.Tracer.NONE);

    assertThat(variant.refused()).isTrue();
    assertThat(outcome.first().exit()).isEqualTo(ExitCode.REFUSED.value());
    assertThat(outcome.begun()).isFalse();
    assertThat(outcome.violations()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Variant.class,
      names = {"TAKE_ONE", "TAKE_TWO"})
  void an_id_names_the_same_schedule_again(Variant variant) {
    Schedule schedule =
        Schedule.of(variant.word(), Schedule.Point.command(17), "crash-after")
            .then(Schedule.Point.journal(3), "crash-before");

    assertThat(Schedule.parse(schedule.toString())).isEqualTo(schedule);
    assertThat(schedule).hasToString(variant.word() + "/17/crash-after/j3/crash-before");
  }
}
