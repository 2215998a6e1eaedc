package org.cvmsnap.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Plan;
import org.cvmsnap.testing.Plans;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class QuantitiesTest {
  @ParameterizedTest
  @CsvSource({
    "0,          0B",
    "1,          512B",
    "2,          1.0K",
    "19,         9.5K",
    "20,         10K",
    "2048,       1.0M",
    "41943040,   20G",
    "2147483648, 1.0T",
    "4398046511104, 2048T",
  })
  void a_size_is_told_in_the_largest_unit_that_leaves_it_above_one(long sectors, String text) {
    assertThat(Quantities.size(sectors)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.0, 0.0 s", "49, 0.0, 0.0 s", "50, 0.1, 0.1 s", "134560, 134.6, 134.6 s"})
  void seconds_have_one_decimal_place(long millis, double number, String text) {
    assertThat(Quantities.seconds(Duration.ofMillis(millis))).isEqualTo(number);
    assertThat(Quantities.secondsText(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 00:00", "59, 00:59", "61, 01:01", "6000, 100:00"})
  void a_clock_has_minutes_and_seconds(long seconds, String text) {
    assertThat(Quantities.clock(Duration.ofSeconds(seconds))).isEqualTo(text);
  }

  @Test
  void every_debt_has_words() {
    Plan plan = Plans.take();
    List<Debt> debts = new ArrayList<>();
    plan.steps().forEach(step -> step.debt().ifPresent(debts::add));

    assertThat(RunSentences.owed(debts))
        .isEqualTo(
            "/data has to be mounted in ldom1, ldom1 has to be started, ldom1 has to be bound,"
                + " the lock record datadg/cvmsnap_lock_b has to be removed, the lock record"
                + " datadg/cvmsnap_lock_d has to be removed, pool tank has to be imported in ldom1, disk group appdg has to be imported in ldom1,"
                + " datadg/datavol1 has to be made one that every node may open, service group"
                + " ldom1_sg has to be unfrozen");
    assertThat(debts)
        .extracting(Debt::kind)
        .containsExactly(
            "unmounted",
            "stopped",
            "unbound",
            "locked",
            "locked",
            "exported",
            "deported",
            "fenced",
            "frozen");
  }
}
