package org.cvmsnap.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.engine.RunResult.Ending;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Step;
import org.cvmsnap.run.Subject;
import org.cvmsnap.step.StopDomain;
import org.cvmsnap.testing.Plans;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RunResultTest {
  private static final Step UNMOUNT = Plans.take().steps().get(0);
  private static final Step STOP = Plans.take().steps().get(1);
  private static final Step LOCK = Plans.take().steps().get(3);
  private static final Step FREEZE = Plans.take().steps().get(13);

  private static RunResult result(
      Ending ending, Step owing, String doubt, String leftover, String dispensed) {
    return new RunResult(
        ending,
        true,
        "",
        List.of(),
        List.of(owing),
        said(doubt),
        said(leftover),
        said(dispensed),
        Optional.empty());
  }

  private static List<String> said(String text) {
    return Stream.of(text).filter(each -> !each.isEmpty()).toList();
  }

  private static RunResult of(StepReport... reports) {
    return new RunResult(
        Ending.FAILED,
        false,
        "",
        List.of(reports),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  private static StepReport report(Step step, Phase phase, Outcome outcome, String remedy) {
    return new StepReport(
        Optional.of(step),
        new Subject("stop", "ldom1", "sun-a"),
        phase,
        outcome,
        Duration.ZERO,
        "busy",
        false,
        Optional.of(remedy).filter(text -> !text.isEmpty()));
  }

  @ParameterizedTest
  @CsvSource({
    "SUCCEEDED, '', '', '', 0",
    "SUCCEEDED, '', left, '', 7",
    "SUCCEEDED, '', '', given up, 7",
    "SUCCEEDED, doubt, '', '', 5",
    "FAILED, '', '', '', 5",
    "LATE, '', '', '', 5",
    "INTERRUPTED, '', left, '', 6",
    "INTERRUPTED, doubt, '', '', 5",
    "TAKEN, '', left, '', 5",
  })
  void the_status_says_how_it_ended_where_the_guest_is_as_it_was(
      Ending ending, String doubt, String leftover, String dispensed, int status) {
    assertThat(result(ending, LOCK, doubt, leftover, dispensed).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "SUCCEEDED, '', 105",
    "FAILED, '', 105",
    "INTERRUPTED, '', 106",
    "INTERRUPTED, doubt, 105",
  })
  void the_status_says_that_the_guest_is_not_as_it_was(Ending ending, String doubt, int status) {
    assertThat(result(ending, FREEZE, doubt, "", "").status()).isEqualTo(status);
  }

  @Test
  void a_run_that_has_found_another_is_busy_only_where_nothing_of_it_is_left() {
    RunResult nothing =
        new RunResult(
            Ending.TAKEN,
            false,
            "",
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty());

    assertThat(nothing.status()).isEqualTo(4);
    assertThat(result(Ending.TAKEN, LOCK, "", "", "").status()).isEqualTo(5);
  }

  @Test
  void a_guest_may_be_changed_or_without_something_or_down() {
    RunResult locked = result(Ending.FAILED, LOCK, "", "", "");
    assertThat(locked.serviceDown()).isFalse();

    RunResult frozen = result(Ending.FAILED, FREEZE, "", "", "");
    assertThat(frozen.serviceDown()).isTrue();
    assertThat(frozen.guestDown()).isFalse();

    RunResult unmounted = result(Ending.FAILED, UNMOUNT, "", "", "");
    assertThat(unmounted.guestDown()).isTrue();
    assertThat(unmounted.domainDown()).isFalse();

    RunResult stopped = result(Ending.FAILED, STOP, "", "", "");
    assertThat(stopped.guestDown()).isTrue();
    assertThat(stopped.domainDown()).isTrue();
  }

  @Test
  void steps_are_told_by_their_kind_and_only_those_on_the_way_out() {
    RunResult result =
        of(
            report(UNMOUNT, Phase.PREPARE, Outcome.CHANGED, ""),
            report(STOP, Phase.PREPARE, Outcome.UNCHANGED, ""),
            report(STOP, Phase.OUTAGE, Outcome.FAILED, ""),
            report(STOP, Phase.RETURN, Outcome.CHANGED, ""),
            report(STOP, Phase.AFTER, Outcome.CHANGED, ""));

    assertThat(result.ended(StopDomain.class))
        .containsExactly(
            new History.Ended<>((StopDomain) STOP, Outcome.UNCHANGED, "busy"),
            new History.Ended<>((StopDomain) STOP, Outcome.FAILED, "busy"));
  }

  @Test
  void the_remedy_is_that_of_the_first_step_on_the_way_out_that_was_not_reached() {
    assertThat(
            of(
                    report(STOP, Phase.OUTAGE, Outcome.CHANGED, "done"),
                    report(STOP, Phase.RETURN, Outcome.FAILED, "on the way home"),
                    report(STOP, Phase.OUTAGE, Outcome.FAILED, "type this"),
                    report(STOP, Phase.OUTAGE, Outcome.FAILED, "later"))
                .remedy())
        .contains("type this");
    assertThat(of(report(STOP, Phase.PREPARE, Outcome.UNKNOWN, "")).remedy())
        .isEqualTo(STOP.remedy())
        .isPresent();
    assertThat(of().remedy()).isEmpty();
  }
}
