package org.cvmsnap.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cvmsnap.engine.RunResult.Ending;
import org.cvmsnap.engine.ToyGuest.Fate;
import org.cvmsnap.journal.Event;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.journal.Owner;
import org.cvmsnap.journal.RunJournal;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Subject;
import org.cvmsnap.step.SiteSteps;
import org.cvmsnap.testing.Crashed;
import org.cvmsnap.testing.MemoryLogStore;
import org.cvmsnap.testing.MemoryLogStore.Disk;
import org.cvmsnap.testing.SilentListener;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EngineTest {
  private static final Owner SECOND = new Owner("sun-a", 2, Instant.EPOCH, "cvmsnap recover");

  private final ToyGuest guest = new ToyGuest();
  private final MemoryLogStore disk = new MemoryLogStore();
  private final Journals journals = new Journals(disk, SiteSteps::named);
  private final Interrupts interrupts = new Interrupts();

  @Test
  void takes_the_guest_down_and_brings_it_back_in_reverse() throws IOException {
    RunResult result = run();

    assertThat(guest.history)
        .containsExactly("unmount", "stop", "unbind", "make", "bind", "start", "mount", "tag");
    assertThat(result.ending()).isEqualTo(Ending.SUCCEEDED);
    assertThat(result.status()).isZero();
    assertThat(result.outage()).isPresent();
    assertThat(result.made()).isTrue();
    assertThat(result.why()).isEmpty();
    assertThat(journals.unfinished()).isEmpty();
  }

  @Test
  void tells_of_every_step_and_of_the_outage_as_they_begin_and_end() throws IOException {
    List<String> told = new ArrayList<>();
    EngineListener listener =
        new SilentListener() {
          @Override
          public void began(Phase phase, Subject subject) {
            told.add(phase.word() + " " + subject.kind());
          }

          @Override
          public void ended(StepReport report) {
            told.add(report.outcome().word() + " " + report.subject().kind());
          }

          @Override
          public void outageBegan() {
            told.add("outage");
          }

          @Override
          public void outageEnded(Duration lasted) {
            told.add("back");
          }
        };

    RunResult result =
        new Engine(guest, guest, listener, interrupts).run(journals.begin(ToyGuest.begun()));

    assertThat(told)
        .containsExactly(
            "outage unmount",
            "outage",
            "changed unmount",
            "outage stop",
            "changed stop",
            "outage unbind",
            "changed unbind",
            "outage make",
            "changed make",
            "return bind",
            "changed bind",
            "return start",
            "changed start",
            "return mount",
            "changed mount",
            "back",
            "after tag",
            "changed tag");
    assertThat(result.steps()).hasSize(8).allMatch(report -> report.step().isPresent());
  }

  @Test
  void tells_what_it_waits_for_and_how_long_what_came_late_is_watched() throws IOException {
    List<String> told = new ArrayList<>();
    EngineListener listener =
        new SilentListener() {
          @Override
          public void waiting(Subject subject, String why) {
            told.add(subject.kind() + " " + why);
          }

          @Override
          public void warn(String warning) {
            told.add(warning);
          }
        };
    guest.script(n -> n == 2 ? Fate.HANGS_LONG : Fate.WORKS); // the stop

    new Engine(guest, guest, listener, interrupts).run(journals.begin(ToyGuest.begun()));

    assertThat(told).contains("stop not yet");
    assertThat(told)
        .anyMatch(each -> each.matches("A command may still be under way: .* for \\d+ s more."));
    assertThat(told).contains("A command has taken effect late, and ldom1 has to be started.");
  }

  @Test
  void counts_all_absences_of_a_guest_that_a_late_command_takes_away_again() throws IOException {
    List<Duration> back = new ArrayList<>();
    EngineListener listener =
        new SilentListener() {
          @Override
          public void outageEnded(Duration lasted) {
            back.add(lasted);
          }
        };
    guest.script(n -> n == 2 ? Fate.HANGS_LONG : Fate.WORKS); // the stop
    RunJournal journal = journals.begin(ToyGuest.begun());

    RunResult result = new Engine(guest, guest, listener, interrupts).run(journal);

    assertThat(back).hasSizeGreaterThan(1).isSorted();
    RunResult.Outage outage = result.outage().orElseThrow();
    assertThat(outage.lasted()).isEqualTo(back.get(back.size() - 1));
    assertThat(journal.record().away()).contains(outage.lasted());
    assertThat(Duration.between(outage.start(), outage.end().orElseThrow()))
        .isGreaterThan(outage.lasted());
  }

  @Test
  void incurs_no_debt_for_what_was_already_so() throws IOException {
    guest.on.removeAll(List.of("mounted", "running"));

    RunResult result = run();

    assertThat(guest.history).containsExactly("unbind", "make", "bind", "tag");
    assertThat(guest.on).doesNotContain("running");
    assertThat(result.status()).isZero();
  }

  @Test
  void brings_the_guest_back_and_clears_away_when_the_make_fails() throws IOException {
    guest.script(act -> act == 4 ? Fate.FAILS : Fate.WORKS);

    RunResult result = run();

    assertThat(guest.asBefore()).isTrue();
    assertThat(result.ending()).isEqualTo(Ending.FAILED);
    assertThat(result.status()).isEqualTo(5);
    assertThat(result.why()).contains("make snapshot").contains("make exited 1");
    assertThat(result.made()).isFalse();
  }

  @Test
  void a_snapshot_that_may_have_been_made_is_cleared_away_when_the_run_failed() throws IOException {
    guest.script(act -> act == 4 ? Fate.CRASHES_AFTER : Fate.WORKS);
    crash();
    guest.script(act -> Fate.WORKS);

    RunResult result = recover();

    assertThat(guest.asBefore()).isTrue();
    assertThat(guest.on).doesNotContain("snapshot");
    assertThat(result.ending()).isEqualTo(Ending.FAILED);
  }

  @Test
  void a_snapshot_that_the_journal_proves_is_kept_and_marked_by_recovery() throws IOException {
    guest.script(act -> act == 5 ? Fate.CRASHES_BEFORE : Fate.WORKS);
    crash();
    guest.script(act -> Fate.WORKS);

    RunResult result = recover();

    assertThat(guest.asBefore()).isTrue();
    assertThat(guest.on).contains("snapshot", "tagged");
    assertThat(result.ending()).isEqualTo(Ending.SUCCEEDED);
  }

  @Test
  void says_that_the_service_is_down_when_the_guest_cannot_be_bound() throws IOException {
    guest.script(act -> act >= 5 ? Fate.FAILS : Fate.WORKS);

    RunResult result = run();

    assertThat(result.status()).isEqualTo(105);
    assertThat(result.debts())
        .extracting(Debt::kind)
        .containsExactly("unbound", "stopped", "unmounted");
    assertThat(result.ending()).isEqualTo(Ending.FAILED);
    assertThat(result.why()).startsWith("bind bound: ").contains("bind exited 1");
    assertThat(result.outage()).hasValueSatisfying(away -> assertThat(away.end()).isEmpty());
    assertThat(guest.history).doesNotContain("start", "mount");
    assertThat(journals.unfinished()).hasSize(1);
  }

  @Test
  void a_guest_that_others_stop_before_all_is_paid_has_to_be_started_by_recovery()
      throws IOException {
    guest.script(
        n -> {
          if (n == 7) { // the mount
            guest.stopped();
            return Fate.FAILS;
          }
          return Fate.WORKS;
        });

    RunResult result = run();

    assertThat(guest.on).doesNotContain("running");
    assertThat(result.status()).isEqualTo(105);
    assertThat(journals.unfinished().get(0).debts())
        .extracting(Debt::owed)
        .contains("ldom1 has to be started");

    recoverAll();

    assertThat(guest.asBefore()).isTrue();
    assertThat(journals.unfinished()).isEmpty();
  }

  @Test
  void recovery_pays_what_could_not_be_paid_and_can_be_repeated() throws IOException {
    guest.script(act -> act >= 5 ? Fate.FAILS : Fate.WORKS);
    assertThat(run().status()).isEqualTo(105);
    guest.script(act -> Fate.WORKS);

    RunResult result = recover();

    assertThat(guest.asBefore()).isTrue();
    assertThat(result.debts()).isEmpty();
    assertThat(journals.unfinished()).isEmpty();
  }

  @Test
  void a_failed_mark_is_housekeeping_and_is_tried_again_by_recovery() throws IOException {
    guest.script(act -> act == 8 ? Fate.FAILS : Fate.WORKS);

    RunResult result = run();

    assertThat(result.status()).isEqualTo(7);
    assertThat(result.leftovers()).singleElement().asString().contains("tag");
    guest.script(act -> Fate.WORKS);
    assertThat(recover().leftovers()).isEmpty();
    assertThat(guest.on).contains("tagged");
  }

  @Test
  void a_signal_on_the_way_out_leads_home() throws IOException {
    guest.script(
        act -> {
          if (act == 2) {
            interrupts.request("SIGTERM");
          }
          return Fate.WORKS;
        });

    RunResult result = run();

    assertThat(guest.history).containsExactly("unmount", "stop", "start", "mount");
    assertThat(guest.asBefore()).isTrue();
    assertThat(result.status()).isEqualTo(6);
    assertThat(result.why()).contains("SIGTERM");
  }

  @Test
  void a_signal_on_the_way_home_does_not_stop_it_and_the_snapshot_is_kept() throws IOException {
    guest.script(
        act -> {
          if (act == 6) {
            interrupts.request("SIGINT");
          }
          return Fate.WORKS;
        });

    RunResult result = run();

    assertThat(guest.asBefore()).isTrue();
    assertThat(guest.on).contains("snapshot", "tagged");
    assertThat(result.status()).isEqualTo(6);
  }

  @Test
  void a_signal_before_the_first_step_leaves_the_guest_untouched() throws IOException {
    interrupts.request("SIGHUP");

    RunResult result = run();

    assertThat(guest.history).isEmpty();
    assertThat(result.status()).isEqualTo(6);
  }

  @Test
  void a_stray_interrupt_on_the_way_home_only_makes_it_look_again() throws IOException {
    guest.script(
        act -> {
          if (act == 5) {
            Thread.currentThread().interrupt();
            return Fate.IS_SILENT;
          }
          return Fate.WORKS;
        });

    RunResult result = run();

    assertThat(guest.asBefore()).isTrue();
    assertThat(result.status()).isZero();
  }

  @Test
  void a_bug_in_an_act_does_not_keep_the_guest_down() throws IOException {
    guest.script(
        act -> {
          if (act == 3) {
            throw new IllegalStateException("a bug in an act");
          }
          return Fate.WORKS;
        });

    RunResult result = run();

    assertThat(guest.asBefore()).isTrue();
    assertThat(result.status()).isEqualTo(5);
    assertThat(result.why()).contains("a bug in an act");
  }

  @Test
  void a_bug_in_a_look_counts_as_not_knowing() throws IOException {
    guest.blind(2);

    RunResult result = run();

    assertThat(guest.asBefore()).isTrue();
    assertThat(result.status()).isZero();
    assertThat(guest.on).contains("snapshot");
  }

  @Test
  void a_full_disk_stops_the_run_before_the_guest_is_touched() throws IOException {
    RunJournal journal = journals.begin(ToyGuest.begun());
    disk.disk(append -> Disk.Fate.FAILS);

    RunResult result = engine().run(journal);

    assertThat(guest.history).isEmpty();
    assertThat(result.status()).isEqualTo(5);
    assertThat(result.why()).contains("No space left");
  }

  @Test
  void a_disk_that_fills_up_in_the_outage_does_not_keep_the_guest_down() throws IOException {
    RunJournal journal = journals.begin(ToyGuest.begun());
    disk.disk(append -> append >= 4 ? Disk.Fate.FAILS : Disk.Fate.WRITES);

    RunResult result = engine().run(journal);

    assertThat(guest.asBefore()).isTrue();
    assertThat(result.status()).isEqualTo(5);
    assertThat(journal.complete()).isFalse();
    disk.disk(append -> Disk.Fate.WRITES);
    assertThat(recover().debts()).isEmpty();
    assertThat(journals.unfinished()).isEmpty();
  }

  /** The writes up to the one that says that the snapshot was made. */
  private static final int MADE = 8;

  @Test
  void a_snapshot_that_the_journal_cannot_prove_is_cleared_away() throws IOException {
    RunJournal journal = journals.begin(ToyGuest.begun());
    disk.disk(append -> append >= MADE ? Disk.Fate.FAILS : Disk.Fate.WRITES);

    RunResult result = engine().run(journal);

    assertThat(guest.asBefore()).isTrue();
    assertThat(guest.on).doesNotContain("snapshot");
    assertThat(result.why())
        .isEqualTo("the journal could not be written, so nothing proves the work complete");
    assertThat(result.leftovers()).singleElement().asString().contains("make room");
    assertThat(result.status()).isEqualTo(5);
    assertThat(result.made()).isFalse();
  }

  @Test
  void a_disk_that_takes_nothing_for_a_moment_costs_nothing() throws IOException {
    RunJournal journal = journals.begin(ToyGuest.begun());
    disk.disk(append -> append >= MADE && append < MADE + 6 ? Disk.Fate.FAILS : Disk.Fate.WRITES);

    RunResult result = engine().run(journal);

    assertThat(result.status()).isZero();
    assertThat(result.made()).isTrue();
    assertThat(guest.on).contains("snapshot", "tagged");
    assertThat(journals.unfinished()).isEmpty();
  }

  @Test
  void what_cannot_be_cleared_away_is_told_and_tried_again_by_recovery() throws IOException {
    guest.script(act -> act == 4 ? Fate.CRASHES_AFTER : Fate.WORKS);
    crash();
    guest.script(act -> act > 3 ? Fate.FAILS : Fate.WORKS);

    RunResult result = recover();

    assertThat(guest.asBefore()).isTrue();
    assertThat(result.status()).isEqualTo(5);
    assertThat(result.leftovers())
        .singleElement()
        .asString()
        .startsWith("discard snapshot: ")
        .contains("discard exited 1");
    guest.script(act -> Fate.WORKS);
    assertThat(recover().leftovers()).isEmpty();
    assertThat(guest.on).doesNotContain("snapshot");
    assertThat(journals.unfinished()).isEmpty();
  }

  @Test
  void what_is_cleared_away_late_is_not_left() throws IOException {
    guest.script(act -> act == 4 ? Fate.CRASHES_AFTER : Fate.WORKS);
    crash();
    guest.script(act -> act > 3 && act < 10 ? Fate.FAILS : Fate.WORKS);

    RunResult result = recover();

    assertThat(guest.on).doesNotContain("snapshot");
    assertThat(result.leftovers()).isEmpty();
    assertThat(journals.unfinished()).isEmpty();
  }

  @Test
  void what_comes_long_after_the_guest_was_given_back_is_given_back_again() throws IOException {
    guest.script(n -> n == 2 ? Fate.HANGS_LONG : Fate.WORKS); // the stop

    RunResult result = run();

    assertThat(result.status()).isEqualTo(5);
    assertThat(guest.history).contains("stop", "start");
    assertThat(guest.asBefore()).isTrue();
    assertThat(guest.elapsed()).isBetween(LateEffects.LATEST, LateEffects.LATEST.multipliedBy(2));
    assertThat(journals.unfinished()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("everyFateOfEveryAct")
  void whatever_becomes_of_one_command_the_guest_is_back_or_it_is_said(int act, Fate fate)
      throws IOException {
    int[] fired = {0};
    guest.script(
        n -> {
          if (n != act) {
            return Fate.WORKS;
          }
          fired[0]++;
          return fate;
        });

    boolean crashed = fate == Fate.CRASHES_BEFORE || fate == Fate.CRASHES_AFTER;
    if (crashed) {
      crash();
    } else {
      RunResult result = run();
      assertThat(result.status() >= 100).isEqualTo(!guest.asBefore());
    }

    assertThat(fired[0]).isEqualTo(1);
    guest.script(n -> Fate.WORKS);
    for (RunRecord left : journals.unfinished()) {
      assertThat(recover().debts()).as("run %s", left.plan().run()).isEmpty();
    }
    assertThat(guest.asBefore()).isTrue();
    assertThat(journals.unfinished()).isEmpty();
    assertThat(guest.on.contains("snapshot")).isEqualTo(guest.on.contains("tagged"));
  }

  static Stream<Arguments> everyFateOfEveryAct() {
    return IntStream.rangeClosed(1, 8)
        .boxed()
        .flatMap(
            act ->
                Stream.of(Fate.values())
                    .filter(fate -> fate != Fate.WORKS)
                    .map(fate -> Arguments.of(act, fate)));
  }

  @ParameterizedTest
  @EnumSource(
      value = Disk.Fate.class,
      names = {"CRASHES_BEFORE", "CRASHES_AFTER"})
  void a_crash_at_any_journal_write_is_recovered_even_if_recovery_crashes_too(Disk.Fate fate)
      throws IOException {
    int writes = writesOfARunWithoutFaults();
    assertThat(writes).isGreaterThan(10);
    for (int first = 1; first <= writes; first++) {
      for (int second = 1; second <= writes; second++) {
        EngineTest again = new EngineTest();
        assertThat(again.crashesAt(first, second, fate))
            .as("%s at %d, %d", fate, first, second)
            .isTrue();
      }
    }
  }

  private static int writesOfARunWithoutFaults() throws IOException {
    EngineTest clean = new EngineTest();
    RunJournal journal = clean.journals.begin(ToyGuest.begun());
    clean.disk.disk(append -> Disk.Fate.WRITES);
    clean.engine().run(journal);
    return clean.disk.appends();
  }

  private boolean crashesAt(int first, int second, Disk.Fate fate) throws IOException {
    RunJournal journal = journals.begin(ToyGuest.begun());
    disk.disk(append -> append == first ? fate : Disk.Fate.WRITES);
    try {
      engine().run(journal);
    } catch (Crashed e) {
      // The crash is what this is about.
    }
    disk.disk(append -> append == second ? fate : Disk.Fate.WRITES);
    try {
      recoverAll();
    } catch (Crashed e) {
      // Recovery may die as well; the next one goes on.
    }
    disk.disk(append -> Disk.Fate.WRITES);
    recoverAll();
    return guest.asBefore() && journals.unfinished().isEmpty();
  }

  private void recoverAll() throws IOException {
    if (!journals.unfinished().isEmpty()) {
      recover();
    }
  }

  private RunResult run() throws IOException {
    return engine().run(journals.begin(ToyGuest.begun()));
  }

  private void crash() throws IOException {
    RunJournal journal = journals.begin(ToyGuest.begun());
    try {
      engine().run(journal);
    } catch (Crashed e) {
      return;
    }
    throw new AssertionError("nothing crashed");
  }

  private RunResult recover() throws IOException {
    RunRecord left = journals.unfinished().get(0);
    return new Engine(guest, guest, new SilentListener(), new Interrupts())
        .recover(journals.resume(left.plan().run(), new Event.Resumed(Instant.EPOCH, SECOND)));
  }

  private Engine engine() {
    return new Engine(guest, guest, new SilentListener(), interrupts);
  }
}
