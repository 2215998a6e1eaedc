package org.cvmsnap.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.engine.ToyStep.locks;
import static org.cvmsnap.engine.ToyStep.plain;
import static org.cvmsnap.engine.ToyStep.takes;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.cvmsnap.engine.RunResult.Ending;
import org.cvmsnap.engine.ToyGuest.Fate;
import org.cvmsnap.engine.ToyStep.Trait;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.run.Phase;
import org.cvmsnap.step.Unmount;
import org.cvmsnap.testing.MemoryLogStore.Disk;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** How a run is found to have ended, and what is done then. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CourseTest {
  private static final ToyStep LOCK = locks("lock", Trait.MAKES);
  private static final ToyStep MAKE = plain("make", Phase.OUTAGE, Trait.MAKES);
  private static final ToyStep SETTLES = plain("make", Phase.OUTAGE, Trait.MAKES, Trait.SETTLES);
  private static final ToyStep MARK = plain("mark", Phase.AFTER, Trait.MAKES);

  private final ToyRun toy = new ToyRun("data");

  @Test
  void what_is_seen_to_have_been_done_while_the_guest_is_down_counts_as_done() throws IOException {
    toy.fate("make on", Fate.CRASHES_AFTER);
    toy.dies(takes("data"), SETTLES, MARK);

    RunResult result = toy.recover();

    assertThat(result.ending()).isEqualTo(Ending.SUCCEEDED);
    assertThat(result.made()).isTrue();
    assertThat(toy.told).containsSubsequence("outage make seen", "return data on", "after mark on");
    assertThat(toy.guest.on).contains("make", "mark", "data");
  }

  @Test
  void what_is_seen_not_to_have_been_done_is_told_and_nothing_of_it_is_left() throws IOException {
    toy.fate("make on", Fate.CRASHES_BEFORE);
    toy.dies(takes("data"), SETTLES, MARK);

    RunResult result = toy.recover();

    assertThat(result.ending()).isEqualTo(Ending.FAILED);
    assertThat(result.made()).isFalse();
    assertThat(result.why()).contains("make seen", "it is off");
    assertThat(toy.guest.on).contains("data").doesNotContain("make", "mark");
    assertThat(toy.journals.unfinished()).isEmpty();
  }

  @Test
  void what_was_done_well_is_not_looked_at_again() throws IOException {
    toy.fate("data on", Fate.CRASHES_BEFORE);
    toy.dies(takes("data"), SETTLES, MARK);

    assertThat(toy.recover().status()).isZero();

    assertThat(toy.told).doesNotContain("outage make seen");
  }

  @Test
  void what_a_signal_has_cut_short_is_looked_at_before_the_guest_comes_back() throws IOException {
    toy.signal("make on", Fate.WORKS);

    RunResult result = toy.run(takes("data"), SETTLES, plain("more", Phase.OUTAGE, Trait.MAKES));

    assertThat(result.ending()).isEqualTo(Ending.INTERRUPTED);
    assertThat(result.why()).endsWith("interrupted by SIGTERM");
    assertThat(toy.guest.on).contains("data").doesNotContain("make", "more");
  }

  @Test
  void what_was_made_is_marked_once_and_the_mark_is_in_the_journal() throws IOException {
    toy.fate("lock off", Fate.CRASHES_BEFORE);
    toy.dies(LOCK, takes("data"), MAKE, MARK);

    assertThat(toy.left().outcome(3)).contains(Outcome.CHANGED);
    assertThat(toy.left().intended(3)).isPresent();
    assertThat(toy.recover().status()).isZero();
    assertThat(toy.guest.history.stream().filter("mark on"::equals)).hasSize(1);
  }

  @Test
  void a_step_that_was_dispensed_with_does_not_make_the_work_incomplete() throws IOException {
    ToyStep quiet = plain("quiet", Phase.OUTAGE, Trait.MAKES, Trait.DISPENSABLE);
    toy.guest.script(
        act ->
            switch (toy.guest.verb) {
              case "quiet on" -> Fate.FAILS;
              case "data on" -> Fate.CRASHES_BEFORE;
              default -> Fate.WORKS;
            });
    toy.dies(takes("data"), quiet, MAKE);

    RunResult result = toy.recover();

    assertThat(result.made()).isTrue();
    assertThat(toy.guest.on).contains("make");
  }

  @Test
  void a_look_that_another_process_has_taken_proves_nothing_and_is_not_missed() throws IOException {
    toy.guest.on.add("closed");
    toy.fate("data on", Fate.CRASHES_BEFORE);
    toy.dies(takes("data"), plain("closed", Phase.OUTAGE, Trait.ONLY_LOOKS), MAKE);
    toy.guest.on.remove("closed");

    assertThat(toy.recover().made()).isTrue();
  }

  @Test
  void what_keeps_others_off_is_had_once_more_where_somebody_has_removed_it() throws IOException {
    toy.fate("data off", Fate.CRASHES_AFTER);
    toy.dies(LOCK, takes("data"), MAKE);
    toy.guest.on.remove("lock");

    assertThat(toy.hold()).isTrue();

    assertThat(toy.guest.on).contains("lock").doesNotContain("data");
    assertThat(toy.left().owed()).contains(0, 1);
  }

  @Test
  void what_another_run_has_by_now_is_not_had_once_more() throws IOException {
    toy.fate("data off", Fate.CRASHES_AFTER);
    toy.dies(LOCK, takes("data"), MAKE);
    toy.guest.taken.add("lock");

    assertThat(toy.hold()).isFalse();
  }

  @Test
  void what_a_process_gave_up_as_it_ended_is_owed_again_before_it_is_taken_once_more()
      throws IOException {
    toy.fate("lock off", Fate.CRASHES_AFTER);
    toy.dies(LOCK, takes("data"), MAKE);
    assertThat(toy.guest.on).doesNotContain("lock");

    assertThat(toy.hold()).isTrue();

    assertThat(toy.left().owed()).contains(0);
    assertThat(toy.recover().status()).isZero();
    assertThat(toy.guest.on).doesNotContain("lock");
  }

  @Test
  void a_step_is_told_what_its_run_has_done() throws IOException {
    RunResult result = toy.run(takes("data"), MAKE, MARK);

    History told = toy.guest.told;
    assertThat(told.acted(step -> step.phase() == Phase.OUTAGE)).contains(Instant.EPOCH);
    assertThat(told.acted(step -> step.phase() == Phase.PREPARE)).isEmpty();
    assertThat(told.ended(ToyStep.class))
        .extracting(ended -> ended.step().name())
        .containsExactly("data", "make", "mark");
    assertThat(told.ended(Unmount.class)).isEmpty();
    assertThat(told.spent(ToyStep.class)).isEqualTo(spent(result, Phase.OUTAGE));
    assertThat(told.spent(Unmount.class)).isZero();
    assertThat(History.NONE.spent(ToyStep.class)).isZero();
  }

  private static Duration spent(RunResult result, Phase phase) {
    return result.steps().stream()
        .filter(report -> report.phase() == phase)
        .map(StepReport::took)
        .reduce(Duration.ZERO, Duration::plus);
  }

  @Test
  void what_is_made_long_after_a_failure_is_cleared_away() throws IOException {
    toy.fate("make on", Fate.HANGS_LONG);

    RunResult result = toy.run(takes("data"), MAKE);

    assertThat(result.made()).isFalse();
    assertThat(toy.guest.history).endsWith("make off");
    assertThat(toy.guest.on).contains("data").doesNotContain("make");
    assertThat(result.leftovers()).isEmpty();
  }

  @Test
  void work_that_the_journal_does_not_prove_is_cleared_away() throws IOException {
    toy.disk.disk(append -> append >= 5 ? Disk.Fate.FAILS : Disk.Fate.WRITES);

    RunResult result = toy.run(takes("data"), MAKE, MARK);

    assertThat(result.why()).contains("nothing proves the work complete");
    assertThat(result.leftovers()).singleElement().asString().contains("could not be written");
    assertThat(toy.guest.on).contains("data").doesNotContain("make", "mark");
  }
}
