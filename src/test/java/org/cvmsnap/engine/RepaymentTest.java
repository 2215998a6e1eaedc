package org.cvmsnap.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.engine.ToyStep.locks;
import static org.cvmsnap.engine.ToyStep.plain;
import static org.cvmsnap.engine.ToyStep.stops;
import static org.cvmsnap.engine.ToyStep.takes;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.RunResult.Ending;
import org.cvmsnap.engine.ToyGuest.Fate;
import org.cvmsnap.engine.ToyStep.Trait;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Phase;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What is given back, in which order, and what becomes of what cannot be. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RepaymentTest {
  private static final ToyStep LOCK = locks("lock", Trait.MAKES);
  private static final ToyStep MAKE = plain("make", Phase.OUTAGE, Trait.MAKES);

  private final ToyRun toy = new ToyRun("data", "logs", "a");

  private List<String> owed(RunResult result) {
    return result.debts().stream().map(Debt::kind).toList();
  }

  @Test
  void what_rests_on_what_cannot_be_given_back_is_not_tried() throws IOException {
    toy.fate("running on", Fate.FAILS);

    RunResult result = toy.run(takes("data", Trait.IN_GUEST), stops("running"), MAKE);

    assertThat(owed(result)).containsExactly("running", "data");
    assertThat(result.ending()).isEqualTo(Ending.FAILED);
    assertThat(result.made()).isTrue();
    assertThat(toy.guest.history).contains("running on").doesNotContain("data on");
  }

  @Test
  void what_fails_on_the_way_home_is_told_and_paid_by_recovery() throws IOException {
    toy.fate("data on", Fate.FAILS);

    RunResult result = toy.run(LOCK, takes("data"), MAKE);

    assertThat(result.status()).isEqualTo(105);
    assertThat(result.why()).contains("data on", "not yet (data on exited 1)");
    assertThat(toy.left().refused(1)).contains("data on exited 1");
    assertThat(toy.guest.on).contains("lock");

    RunResult recovered = toy.recover();

    assertThat(recovered.status()).isZero();
    assertThat(recovered.made()).isTrue();
    assertThat(toy.guest.on).contains("data").doesNotContain("lock");
    assertThat(toy.journals.unfinished()).isEmpty();
  }

  @Test
  void the_lock_is_given_up_last() throws IOException {
    RunResult result = toy.run(LOCK, takes("data"), MAKE, plain("mark", Phase.AFTER, Trait.MAKES));

    assertThat(result.status()).isZero();
    assertThat(toy.guest.history)
        .containsExactly("lock on", "data off", "make on", "data on", "mark on", "lock off");
  }

  @Test
  void a_lock_that_cannot_be_given_up_is_left_over_and_given_up_by_recovery() throws IOException {
    toy.fate("lock off", Fate.FAILS);

    RunResult result = toy.run(LOCK, takes("data"), MAKE);

    assertThat(result.status()).isEqualTo(7);
    assertThat(result.leftovers()).singleElement().asString().startsWith("lock off");
    assertThat(toy.recover().status()).isZero();
    assertThat(toy.guest.on).doesNotContain("lock");
  }

  @Test
  void what_can_be_dispensed_with_and_is_no_guests_is_tried_once_and_told() throws IOException {
    ToyStep quiet =
        new ToyStep(
            "a", Phase.OUTAGE, Optional.of(Debt.Weight.HOUSEKEEPING), List.of(Trait.DISPENSABLE));
    toy.fate("a on", Fate.FAILS);

    RunResult result = toy.run(quiet, takes("data"), MAKE);

    assertThat(result.debts()).isEmpty();
    assertThat(result.dispensed()).singleElement().asString().startsWith("a on");
    assertThat(toy.journals.unfinished()).isEmpty();
  }

  @Test
  void what_was_taken_together_is_given_back_together() throws IOException {
    RunResult result = toy.run(takes("data", Trait.TOGETHER), takes("logs", Trait.TOGETHER), MAKE);

    assertThat(result.status()).isZero();
    assertThat(toy.told)
        .containsSubsequence("return logs on", "return data on")
        .containsOnlyOnce("return logs on", "return data on");
  }

  @Test
  void what_fails_of_that_is_tried_again() throws IOException {
    boolean[] failed = {false};
    toy.guest.script(
        act -> {
          boolean fails = toy.guest.verb.equals("logs on") && !failed[0];
          failed[0] |= fails;
          return fails ? Fate.FAILS : Fate.WORKS;
        });

    RunResult result = toy.run(takes("data", Trait.TOGETHER), takes("logs", Trait.TOGETHER), MAKE);

    assertThat(failed[0]).isTrue();
    assertThat(result.status()).isZero();
    assertThat(toy.guest.on).contains("data", "logs");
  }

  @Test
  void what_may_still_come_by_itself_is_not_begun_together_with_the_rest() throws IOException {
    toy.fate("logs off", Fate.HANGS);

    RunResult result = toy.run(takes("data", Trait.TOGETHER), takes("logs", Trait.TOGETHER), MAKE);

    assertThat(result.ending()).isEqualTo(Ending.FAILED);
    assertThat(result.debts()).isEmpty();
    assertThat(toy.guest.on).contains("data", "logs");
  }

  @Test
  void a_signal_while_that_is_given_back_changes_nothing() throws IOException {
    toy.guest.script(
        act -> {
          if (toy.guest.verb.equals("logs on")) {
            Thread.currentThread().interrupt();
          }
          return Fate.WORKS;
        });

    RunResult result = toy.run(takes("data", Trait.TOGETHER), takes("logs", Trait.TOGETHER), MAKE);

    assertThat(result.debts()).isEmpty();
    assertThat(toy.guest.on).contains("data", "logs");
  }

  @Test
  void while_the_guest_comes_back_what_comes_next_is_looked_at_beside() throws IOException {
    RunResult result = toy.run(takes("a"), takes("data"), MAKE);

    assertThat(result.status()).isZero();
    assertThat(toy.guest.beside).contains("data on: a on");
  }

  @Test
  void what_is_in_a_guest_that_is_down_is_not_looked_at_beside() throws IOException {
    RunResult result =
        toy.run(takes("data", Trait.IN_GUEST), stops("running"), stops("bound"), MAKE);

    assertThat(result.status()).isZero();
    assertThat(toy.guest.beside)
        .contains("bound on: running on")
        .noneMatch(each -> each.startsWith("running on: data"));
  }

  @Test
  void what_a_late_command_undoes_is_given_back_with_what_rests_on_it() throws IOException {
    toy.fate("running off", Fate.HANGS_LONG);

    RunResult result = toy.run(LOCK, takes("data", Trait.IN_GUEST), stops("running"), MAKE);

    assertThat(toy.guest.on).contains("running", "data").doesNotContain("lock");
    assertThat(result.debts()).isEmpty();
    assertThat(toy.told)
        .contains("A command has taken effect late, and running has to be on.")
        .containsSubsequence(
            "return running on", "return data on", "return running on", "return data on");
    assertThat(toy.guest.history).endsWith("lock off");
  }

  @Test
  void what_cannot_be_seen_is_owed_again_after_that() throws IOException {
    toy.fate("running off", Fate.HANGS_LONG);

    RunResult result = toy.run(takes("a", Trait.UNSEEN), stops("running"), MAKE);

    assertThat(result.debts()).isEmpty();
    assertThat(toy.guest.on).contains("running", "a");
    assertThat(toy.told.stream().filter("return a on"::equals)).hasSize(2);
  }

  @Test
  void a_guest_that_others_stop_is_owed_its_running_and_not_started() throws IOException {
    toy.guest.script(
        act -> {
          if (toy.guest.verb.equals("data on")) {
            toy.guest.stopped();
            return Fate.FAILS;
          }
          return Fate.WORKS;
        });

    RunResult result = toy.run(takes("data", Trait.IN_GUEST), stops("running"), MAKE);

    assertThat(owed(result)).containsExactly("running", "data");
    assertThat(toy.told)
        .contains("Others have changed what was given back, and running has to be on.");
    assertThat(toy.guest.history.stream().filter("running on"::equals)).hasSize(1);

    assertThat(toy.recover().status()).isZero();
    assertThat(toy.guest.on).contains("running", "data");
  }

  @Test
  void others_have_changed_nothing_where_the_guest_was_never_back() throws IOException {
    toy.fate("running on", Fate.FAILS);

    RunResult result =
        toy.run(takes("data", Trait.IN_GUEST), stops("running"), stops("bound"), MAKE);

    assertThat(owed(result)).containsExactly("running", "data");
    assertThat(toy.told).noneMatch(each -> each.startsWith("Others"));
  }
}
