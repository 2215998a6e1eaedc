package org.cvmsnap.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.cvmsnap.model.RunId;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.step.SiteSteps;
import org.cvmsnap.testing.MemoryLogStore;
import org.cvmsnap.testing.Plans;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class JournalsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");
  private static final Owner OWNER = new Owner("sun-a", 1, NOW, "cvmsnap take v");
  private static final Owner OTHER = new Owner("sun-a", 2, NOW, "cvmsnap recover");
  private static final RunId RUN = Plans.take().run();

  private final MemoryLogStore disk = new MemoryLogStore();
  private final Journals journals = new Journals(disk, SiteSteps::named);

  private RunJournal begin() throws IOException {
    return journals.begin(new Event.Begun(NOW, Plans.take(), OWNER));
  }

  private void disk(MemoryLogStore.Disk.Fate fate) {
    disk.disk(append -> fate);
  }

  @Test
  void a_run_that_has_begun_is_unfinished_until_it_has_ended() throws IOException {
    try (RunJournal journal = begin()) {
      assertThat(journals.unfinished()).extracting(run -> run.plan().run()).containsExactly(RUN);

      journal.note(new Event.Ended(NOW, 0));
    }

    assertThat(journals.unfinished()).isEmpty();
    assertThat(journals.damaged()).isEmpty();
  }

  @Test
  void one_that_has_ended_is_put_away_and_still_known() throws IOException {
    try (RunJournal journal = begin()) {
      assertThat(journals.unfinished()).hasSize(1);
      assertThat(disk.names()).containsExactly(RUN.value());
      journal.note(new Event.Ended(NOW, 0));
    }

    assertThat(journals.unfinished()).isEmpty();
    assertThat(disk.names()).isEmpty();
    assertThat(journals.run(RUN)).hasValueSatisfying(run -> assertThat(run.ended()).isTrue());
  }

  @Test
  void one_under_another_name_than_its_run_has_is_not_gone_on_with() throws IOException {
    begin().close();
    String copy = RUN.value().replaceFirst("....$", "copy");
    try (LogStore.Log log = disk.open(copy)) {
      for (String line : disk.lines(RUN.value())) {
        log.append(line);
      }
    }

    assertThat(journals.unfinished()).extracting(run -> run.plan().run()).containsExactly(RUN);
    assertThat(journals.damaged()).singleElement().extracting("name").isEqualTo(copy);
    assertThat(journals.damaged().get(0).why()).startsWith("it is of run " + RUN.value());
  }

  @Test
  void a_run_whose_beginning_is_not_on_disk_does_not_begin() {
    disk(MemoryLogStore.Disk.Fate.FAILS);

    assertThatThrownBy(this::begin).isInstanceOf(IOException.class);
    assertThat(journals.unfinished()).isEmpty();
  }

  @Test
  void another_process_goes_on_with_what_is_on_disk() throws IOException {
    try (RunJournal journal = begin()) {
      journal.commit(new Event.Intended(NOW, 0));
    }

    try (RunJournal resumed = journals.resume(RUN, new Event.Resumed(NOW, OTHER))) {
      assertThat(resumed.record().owed()).containsExactly(0);
      assertThat(resumed.record().owner()).isEqualTo(OTHER);
      assertThat(resumed.record().begun()).isEqualTo(NOW);
    }
    assertThat(journals.unfinished()).extracting(RunRecord::owner).containsExactly(OTHER);
  }

  @Test
  void a_journal_that_cannot_be_read_is_told_and_not_taken_for_nothing() throws IOException {
    begin().close();
    try (LogStore.Log log = disk.open("20260301T030000Z-ldom2-zzzz")) {
      log.append("{\"event\":\"begun\"}");
    }

    assertThat(journals.unfinished()).hasSize(1);
    assertThat(journals.damaged())
        .extracting(Journals.Damaged::name)
        .containsExactly("20260301T030000Z-ldom2-zzzz");
    assertThat(journals.damaged().get(0).why()).contains("no 'at'");
  }

  @Test
  void an_empty_journal_is_of_a_run_that_touched_nothing() {
    disk.open("20260301T030000Z-ldom2-zzzz").close();

    assertThat(journals.unfinished()).isEmpty();
    assertThat(journals.damaged()).isEmpty();
  }

  @Test
  void what_cannot_be_committed_did_not_happen() throws IOException {
    try (RunJournal journal = begin()) {
      disk(MemoryLogStore.Disk.Fate.FAILS);

      assertThatThrownBy(() -> journal.commit(new Event.Intended(NOW, 0)))
          .isInstanceOf(IOException.class);

      assertThat(journal.record().owed()).isEmpty();
      assertThat(disk.lines(RUN.value())).hasSize(1);
    }
  }

  @Test
  void what_happened_is_kept_in_memory_until_the_disk_takes_it_in_its_order() throws IOException {
    try (RunJournal journal = begin()) {
      journal.commit(new Event.Intended(NOW, 0));
      disk(MemoryLogStore.Disk.Fate.FAILS);
      journal.note(new Event.Finished(NOW, 0, Outcome.CHANGED, ""));
      journal.note(new Event.Repaid(NOW, 0));

      assertThat(journal.complete()).isFalse();
      assertThat(journal.record().owed()).isEmpty();
      assertThat(journal.onDisk().owed()).containsExactly(0);
      assertThat(disk.lines(RUN.value())).hasSize(2);

      disk(MemoryLogStore.Disk.Fate.WRITES);
      journal.commit(new Event.Intended(NOW, 1));

      assertThat(journal.complete()).isTrue();
      assertThat(journal.onDisk().owed()).isEqualTo(journal.record().owed());
    }
    assertThat(disk.lines(RUN.value()))
        .extracting(line -> line.replaceAll("^.\"event\":\"(\\w+)\".*", "$1"))
        .containsExactly("begun", "intended", "finished", "repaid", "intended");
  }

  @Test
  void a_directory_that_cannot_be_listed_is_an_error_and_not_empty(@TempDir Path directory)
      throws IOException {
    Path file = Files.writeString(directory.resolve("runs"), "a file");
    Journals broken = new Journals(new LogDirectory(file), SiteSteps::named);

    assertThatThrownBy(broken::unfinished).isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(broken::damaged).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void runs_are_told_oldest_first(@TempDir Path directory) throws IOException {
    Journals onDisk = new Journals(new LogDirectory(directory.resolve("runs")), SiteSteps::named);
    onDisk.begin(new Event.Begun(NOW, Plans.take(), OWNER)).close();

    assertThat(onDisk.unfinished()).extracting(run -> run.plan().run()).isEqualTo(List.of(RUN));
    assertThat(onDisk.resume(RUN, new Event.Resumed(NOW, OTHER)).complete()).isTrue();
  }

  @Test
  void all_runs_are_told_newest_first_with_those_that_were_put_away() throws IOException {
    begin().note(new Event.Ended(NOW, 0));
    assertThat(journals.unfinished()).isEmpty();
    disk.open("20260301T030000Z-ldom2-zzzz").append("{\"event\":\"begun\"}");
    disk.open("20260301T040000Z-ldom2-yyyy").close();

    assertThat(journals.all(name -> true))
        .hasExactlyElementsOfTypes(Journals.Damaged.class, Journals.Course.class);
    assertThat(journals.all(RUN.value()::equals))
        .singleElement()
        .isInstanceOfSatisfying(
            Journals.Course.class, course -> assertThat(course.events()).hasSize(2));
    assertThat(journals.kept("20260301T040000Z-ldom2-yyyy")).isEmpty();
    assertThat(journals.kept("20260301T050000Z-ldom2-xxxx")).isEmpty();
  }

  @Test
  void a_last_line_that_is_none_does_not_end_a_run() throws IOException {
    begin().close();
    disk.open(RUN.value()).append(LineCheck.sealed("{\"event\":\"danced\"}", 2));

    assertThat(journals.damaged()).extracting(Journals.Damaged::name).containsExactly(RUN.value());
    assertThat(disk.names()).containsExactly(RUN.value());
  }
}
