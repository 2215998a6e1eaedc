package org.cvmsnap.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.cvmsnap.engine.RunResult.Ending;
import org.cvmsnap.engine.ToyGuest.Fate;
import org.cvmsnap.journal.Event;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.journal.Owner;
import org.cvmsnap.journal.RunJournal;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Plan;
import org.cvmsnap.step.AwaitMirrors;
import org.cvmsnap.step.MakeSnapshots;
import org.cvmsnap.step.SetTag;
import org.cvmsnap.step.SiteSteps;
import org.cvmsnap.step.SnapshotStorage;
import org.cvmsnap.testing.Crashed;
import org.cvmsnap.testing.MemoryLogStore;
import org.cvmsnap.testing.SilentListener;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What takes no guest down is finished where it was cut short, and never undone. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GoingOnTest {
  private static final Machine CONTROL = Machine.controlDomain("sun-a");
  private static final Owner OWNER = new Owner("sun-a", 1, Instant.EPOCH, "cvmsnap");

  private final ToyGuest toy = new ToyGuest();
  private final Journals journals = new Journals(new MemoryLogStore(), SiteSteps::named);

  /** Two acts, make and tag, and something that is only waited for. */
  private static Plan plan() {
    return Plan.ofVolumes(
        RunId.of(Instant.EPOCH, ToyGuest.VOLUME.name(), "test"),
        "copy",
        List.of(ToyGuest.VOLUME),
        List.of(
            new MakeSnapshots(
                CONTROL,
                new SnapshotStorage.Mirrors(Family.INSTANT),
                List.of(new SnapshotPair(ToyGuest.VOLUME, VolumeId.of("datadg", "snap")))),
            new SetTag(CONTROL, ToyGuest.VOLUME, "cvmsnap.pin", "yes"),
            new AwaitMirrors(CONTROL, ToyGuest.VOLUME, 1)));
  }

  private Engine engine() {
    return new Engine(toy, toy, new SilentListener(), new Interrupts());
  }

  private RunResult run() throws IOException {
    try (RunJournal journal = journals.begin(new Event.Begun(Instant.EPOCH, plan(), OWNER))) {
      return engine().run(journal);
    }
  }

  private RunResult recover() throws IOException {
    toy.script(act -> Fate.WORKS);
    try (RunJournal journal =
        journals.resume(plan().run(), new Event.Resumed(Instant.EPOCH, OWNER))) {
      return engine().recover(journal);
    }
  }

  @Test
  void does_every_step_and_ends() throws IOException {
    assertThat(run().status()).isZero();

    assertThat(toy.history).containsExactly("make", "tag");
    assertThat(journals.unfinished()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1,CRASHES_BEFORE", "1,CRASHES_AFTER", "2,CRASHES_BEFORE", "2,CRASHES_AFTER"})
  void is_finished_after_a_crash_at_any_act(int number, Fate fate) throws IOException {
    toy.script(act -> act == number ? fate : Fate.WORKS);
    assertThatThrownBy(this::run).isInstanceOf(Crashed.class);

    RunResult result = recover();

    assertThat(result.ending()).isEqualTo(Ending.SUCCEEDED);
    assertThat(toy.history).containsExactly("make", "tag");
    assertThat(journals.unfinished()).isEmpty();
  }

  @Test
  void half_done_is_said_so_left_so_and_finished_by_recovery() throws IOException {
    toy.script(act -> act == 2 ? Fate.FAILS : Fate.WORKS);

    RunResult result = run();

    assertThat(result.status()).isEqualTo(5);
    assertThat(result.leftovers()).singleElement().asString().contains("half done");
    assertThat(toy.on).contains("snapshot");
    assertThat(journals.unfinished()).hasSize(1);
    assertThat(recover().status()).isZero();
    assertThat(toy.on).contains("tagged");
    assertThat(journals.unfinished()).isEmpty();
  }

  @Test
  void what_changed_nothing_is_over() throws IOException {
    toy.script(act -> Fate.FAILS);

    RunResult result = run();

    assertThat(result.status()).isEqualTo(5);
    assertThat(result.leftovers()).isEmpty();
    assertThat(journals.unfinished()).isEmpty();
  }

  @Test
  void an_act_without_an_answer_may_come_and_is_finished_by_a_recovery() throws IOException {
    toy.script(act -> Fate.HANGS);

    RunResult result = run();

    assertThat(result.status()).isEqualTo(5);
    assertThat(toy.on).doesNotContain("snapshot");
    assertThat(result.leftovers()).singleElement().asString().contains("half done");
    assertThat(journals.unfinished()).hasSize(1);

    toy.script(act -> Fate.WORKS);
    recover();

    assertThat(toy.on).contains("snapshot");
    assertThat(journals.unfinished()).isEmpty();
  }

  @Test
  void what_had_touched_nothing_is_given_up() throws IOException {
    journals.begin(new Event.Begun(Instant.EPOCH, plan(), OWNER)).close();

    RunResult result = recover();

    assertThat(result.ending()).isEqualTo(Ending.FAILED);
    assertThat(toy.history).isEmpty();
    assertThat(journals.unfinished()).isEmpty();
  }
}
