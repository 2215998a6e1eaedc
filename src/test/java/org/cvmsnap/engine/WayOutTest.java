package org.cvmsnap.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.engine.ToyStep.locks;
import static org.cvmsnap.engine.ToyStep.plain;
import static org.cvmsnap.engine.ToyStep.takes;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.cvmsnap.engine.RunResult.Ending;
import org.cvmsnap.engine.ToyGuest.Fate;
import org.cvmsnap.engine.ToyStep.Trait;
import org.cvmsnap.model.Deadline;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Plan;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What is done up to the end of the outage, and what puts an end to it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WayOutTest {
  private static final ToyStep LOCK = locks("lock", Trait.MAKES);
  private static final ToyStep DATA = takes("data", Trait.TOGETHER);
  private static final ToyStep LOGS = takes("logs", Trait.TOGETHER);
  private static final ToyStep MAKE = plain("make", Phase.OUTAGE, Trait.MAKES);

  private final ToyRun toy = new ToyRun("data", "logs");

  private static UnaryOperator<Plan> notAfter(String time) {
    return plan -> plan.notAfter(Optional.of(new Deadline("1970-01-01T" + time + "Z[UTC]")));
  }

  @Test
  void nothing_begins_when_the_window_is_over() throws IOException {
    RunResult result = toy.run(notAfter("00:00"), DATA, MAKE);

    assertThat(result.ending()).isEqualTo(Ending.LATE);
    assertThat(result.why())
        .isEqualTo(
            "the outage was not to begin after 1970-01-01T00:00Z[UTC]; the next window ends a day"
                + " later");
    assertThat(toy.guest.history).isEmpty();
    assertThat(result.outage()).isEmpty();
  }

  @Test
  void what_makes_ready_is_given_up_when_the_window_ends() throws IOException {
    toy.guest.script(act -> Fate.IS_SILENT);

    RunResult result =
        toy.run(notAfter("00:00:20"), plain("mirror", Phase.PREPARE, Trait.MAKES), DATA, MAKE);

    assertThat(result.ending()).isEqualTo(Ending.LATE);
    assertThat(result.why()).contains("not to begin after", " (mirror on mirror: ");
    assertThat(toy.guest.history).containsOnly("mirror on").doesNotContain("data off");
    assertThat(toy.guest.elapsed()).isLessThan(Duration.ofMinutes(5));
  }

  @Test
  void an_outage_that_has_begun_is_not_ended_by_the_window() throws IOException {
    toy.guest.script(act -> act == 1 ? Fate.HANGS_LATE : Fate.WORKS);

    RunResult result = toy.run(notAfter("00:00:10"), DATA, MAKE);

    assertThat(result.ending()).isEqualTo(Ending.SUCCEEDED);
    assertThat(result.made()).isTrue();
  }

  @Test
  void what_is_begun_together_is_looked_at_when_all_of_it_is_begun() throws IOException {
    RunResult result = toy.run(DATA, LOGS, MAKE);

    assertThat(result.status()).isZero();
    assertThat(toy.guest.history)
        .containsExactly("data off", "logs off", "make on", "logs on", "data on");
    assertThat(toy.told)
        .startsWith("outage data off", "outage logs off")
        .containsOnlyOnce("outage data off", "outage logs off");
    assertThat(result.steps())
        .filteredOn(report -> report.phase() == Phase.OUTAGE)
        .extracting(StepReport::outcome)
        .containsOnly(Outcome.CHANGED);
  }

  @Test
  void one_command_does_what_several_would_where_there_is_one() throws IOException {
    toy.guest.merges();

    RunResult result = toy.run(DATA, LOGS, MAKE);

    assertThat(result.status()).isZero();
    assertThat(toy.guest.history).containsExactly("all", "make on", "all");
    assertThat(toy.guest.on).contains("data", "logs");
  }

  @Test
  void what_is_so_already_is_not_begun_together_with_anything() throws IOException {
    toy.guest.on.remove("data");

    RunResult result = toy.run(DATA, LOGS, MAKE);

    assertThat(result.status()).isZero();
    assertThat(toy.guest.history).containsExactly("logs off", "make on", "logs on");
    assertThat(toy.guest.on).doesNotContain("data");
  }

  @Test
  void what_fails_of_all_that_was_begun_ends_the_run_and_all_is_given_back() throws IOException {
    toy.guest.script(act -> act == 1 ? Fate.FAILS : Fate.WORKS);

    RunResult result = toy.run(DATA, LOGS, MAKE);

    assertThat(result.ending()).isEqualTo(Ending.FAILED);
    assertThat(result.why()).contains("data off");
    assertThat(toy.guest.history).containsExactly("data off", "logs off", "logs on");
    assertThat(toy.guest.on).contains("data", "logs").doesNotContain("make");
    assertThat(toy.journals.unfinished()).isEmpty();
  }

  @Test
  void what_did_not_answer_keeps_the_rest_from_being_begun() throws IOException {
    toy.guest.script(act -> act == 1 ? Fate.HANGS_LATE : Fate.WORKS);

    RunResult result = toy.run(DATA, LOGS, MAKE);

    assertThat(result.status()).isZero();
    assertThat(toy.guest.history.subList(0, 3)).containsExactly("data off", "logs off", "make on");
    assertThat(toy.told)
        .startsWith("outage data off", "outage logs off")
        .anyMatch(each -> each.startsWith("A command may still be under way"));
  }

  @Test
  void a_signal_in_what_is_begun_together_leads_home() throws IOException {
    toy.signal("data off", Fate.WORKS);

    RunResult result = toy.run(DATA, LOGS, MAKE);

    assertThat(result.ending()).isEqualTo(Ending.INTERRUPTED);
    assertThat(toy.guest.history).startsWith("data off").doesNotContain("logs off", "make on");
    assertThat(toy.guest.on).contains("data", "logs");
    assertThat(toy.journals.unfinished()).isEmpty();
  }

  @Test
  void what_a_signal_cuts_short_and_has_answered_is_not_waited_for() throws IOException {
    toy.signal("make on", Fate.IS_SILENT);

    RunResult result = toy.run(takes("data"), MAKE);

    assertThat(result.ending()).isEqualTo(Ending.INTERRUPTED);
    assertThat(toy.guest.on).contains("data").doesNotContain("make");
    assertThat(toy.told).noneMatch(each -> each.startsWith("A command may still be under way"));
    assertThat(toy.guest.elapsed()).isLessThan(LateEffects.LATEST);
  }

  @Test
  void what_a_signal_cuts_short_before_it_has_answered_is_watched_and_cleared_away()
      throws IOException {
    toy.signal("make on", Fate.HANGS_LONG);

    RunResult result = toy.run(takes("data"), MAKE);

    assertThat(result.ending()).isEqualTo(Ending.INTERRUPTED);
    assertThat(toy.told).anyMatch(each -> each.startsWith("A command may still be under way"));
    assertThat(toy.guest.on).contains("data").doesNotContain("make");
    assertThat(toy.guest.history).endsWith("make off");
  }

  @Test
  void what_was_begun_together_and_is_cut_short_is_watched_too() throws IOException {
    toy.signal("logs off", Fate.HANGS_LONG);

    RunResult result = toy.run(DATA, LOGS, MAKE);

    assertThat(result.ending()).isEqualTo(Ending.INTERRUPTED);
    assertThat(toy.guest.on).contains("data", "logs");
    assertThat(toy.told).contains("A command has taken effect late, and logs has to be on.");
  }

  @Test
  void a_full_disk_keeps_anything_from_being_begun() throws IOException {
    toy.fillDisk();

    RunResult result = toy.run(DATA, LOGS, MAKE);

    assertThat(result.ending()).isEqualTo(Ending.FAILED);
    assertThat(result.why()).contains("the journal cannot be written");
    assertThat(toy.guest.history).isEmpty();
  }

  @Test
  void a_step_that_can_be_dispensed_with_is_told_and_the_run_goes_on() throws IOException {
    ToyStep optional = plain("quiet", Phase.OUTAGE, Trait.MAKES, Trait.DISPENSABLE);
    toy.guest.script(act -> act <= 5 ? Fate.FAILS : Fate.WORKS);

    RunResult result = toy.run(optional, DATA, MAKE);

    assertThat(result.ending()).isEqualTo(Ending.SUCCEEDED);
    assertThat(result.made()).isTrue();
    assertThat(result.dispensed()).singleElement().asString().contains("quiet on");
    assertThat(toy.guest.history).contains("make on");
  }

  @Test
  void what_a_later_act_takes_is_owed_before_the_guest_lacks_anything() throws IOException {
    ToyStep lost = takes("lost", Trait.TAKEN_LATER);
    toy.guest.on.add("lost");
    toy.guest.script(
        act -> {
          if (act == 1) {
            toy.guest.on.remove("lost"); // as a mount goes with its guest
          }
          return act == 1 ? Fate.CRASHES_AFTER : Fate.WORKS;
        });

    toy.dies(takes("data"), lost, MAKE);

    assertThat(toy.left().debts())
        .extracting(Debt::owed)
        .containsExactly("lost has to be on", "data has to be on");
    assertThat(toy.recover().debts()).isEmpty();
    assertThat(toy.guest.on).contains("data", "lost");
  }

  @Test
  void where_that_cannot_be_written_the_guest_is_not_touched() throws IOException {
    toy.fillDisk();

    RunResult result = toy.run(takes("logs", Trait.TAKEN_LATER), DATA, MAKE);

    assertThat(result.ending()).isEqualTo(Ending.FAILED);
    assertThat(result.why()).contains("the journal cannot be written");
    assertThat(toy.guest.history).isEmpty();
  }

  @Test
  void what_another_run_has_is_told_where_nothing_was_touched_before() throws IOException {
    toy.guest.taken.add("lock");
    assertThat(toy.run(LOCK, DATA).ending()).isEqualTo(Ending.TAKEN);
    assertThat(toy.guest.history).isEmpty();
  }

  @Test
  void what_another_run_has_is_a_failure_where_something_was_done_before() throws IOException {
    toy.guest.taken.add("make");

    RunResult result = toy.run(LOCK, DATA, MAKE);

    assertThat(result.ending()).isEqualTo(Ending.FAILED);
    assertThat(toy.guest.on).contains("data").doesNotContain("lock");
  }

  @Test
  void while_the_guest_is_down_what_comes_next_is_looked_at_beside() throws IOException {
    ToyStep closed = plain("closed", Phase.OUTAGE, Trait.ONLY_LOOKS);
    toy.guest.on.add("closed");

    RunResult result =
        toy.run(plain("ready", Phase.PREPARE, Trait.MAKES), takes("data"), closed, MAKE);

    assertThat(result.status()).isZero();
    assertThat(toy.guest.beside)
        .contains("data off: closed seen, make on", "make on: data on")
        .noneMatch(each -> each.startsWith("ready on"))
        .noneMatch(each -> each.startsWith("closed seen"));
  }

  @Test
  void no_more_is_looked_at_beside_than_a_connection_takes() throws IOException {
    ToyStep[] steps = new ToyStep[LookAhead.MOST + 3];
    steps[0] = takes("data");
    for (int i = 1; i < steps.length; i++) {
      steps[i] = plain("seen" + i, Phase.OUTAGE, Trait.ONLY_LOOKS);
      toy.guest.on.add("seen" + i);
    }

    assertThat(toy.run(steps).status()).isZero();

    assertThat(toy.guest.beside.get(0).split(", ", -1)).hasSize(LookAhead.MOST);
  }

  @Test
  void a_guest_of_another_machine_is_brought_up_from_what_its_run_would_owe() throws IOException {
    toy.guest.on.remove("data");

    RunResult result = toy.adopt(LOCK, takes("data"), takes("logs"));

    assertThat(result.debts()).isEmpty();
    assertThat(toy.guest.history).containsExactly("lock on", "data on", "lock off");
    assertThat(toy.guest.on).contains("data", "logs");
  }

  @Test
  void it_is_not_brought_up_where_what_has_to_be_so_before_is_not() throws IOException {
    toy.guest.on.remove("data");
    toy.guest.script(act -> Fate.FAILS);

    RunResult result = toy.adopt(LOCK, takes("data"));

    assertThat(result.ending()).isEqualTo(Ending.FAILED);
    assertThat(toy.guest.history).doesNotContain("data on");
    assertThat(toy.guest.on).doesNotContain("data");
  }

  @Test
  void what_cannot_be_written_down_is_not_brought_up() throws IOException {
    toy.guest.on.remove("data");
    toy.fillDisk();

    RunResult result = toy.adopt(takes("data"));

    assertThat(result.ending()).isEqualTo(Ending.FAILED);
    assertThat(result.why()).contains("the journal cannot be written");
    assertThat(toy.guest.history).isEmpty();
  }

  @Test
  void a_signal_before_that_brings_nothing_up() throws IOException {
    toy.guest.on.remove("data");
    toy.interrupts.request("SIGTERM");

    RunResult result = toy.adopt(LOCK, takes("data"));

    assertThat(result.ending()).isEqualTo(Ending.INTERRUPTED);
    assertThat(toy.guest.on).doesNotContain("data");
  }
}
