package org.cvmsnap.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.journal.LogDirectory;
import org.cvmsnap.journal.LogStore;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.sim.SimCluster;
import org.cvmsnap.step.SiteSteps;
import org.cvmsnap.testing.MemoryLogStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal on a real disk that is torn, read-only or full. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DiskTest {
  /** Its journal is longer than a page of memory, the least that a disk can have left. */
  private static final Variant VARIANT = Variant.TAKE_TWO;

  @TempDir private Path directory;

  private final SimCluster cluster = VARIANT.start(Path.of("unused")).cluster();
  private final ClusterState before = ClusterState.of(cluster);
  private Path runs = Path.of("");

  @BeforeEach
  void where_the_journals_are() {
    runs = directory.resolve("runs");
  }

  private Launch process(Optional<Schedule.Blow> blow, LogStore store) {
    return new Launch(
        Place.SUN_A,
        cluster,
        new MemoryLogStore(),
        directory.resolve("locks"),
        blow,
        new Weakening() {
          @Override
          public LogStore logs(LogStore logs) {
            return store;
          }
        },
        new Watch(
            cluster,
            false,
            Watch::ofGuest,
            false,
            false,
            Watch.CLEAN,
            Trial.Tracer.NONE,
            violation -> {}));
  }

  /** A command in the outage, when something is owed. */
  private static final int KILLED_AT = 80;

  private static Optional<Schedule.Blow> killedAt(int command) {
    return Optional.of(new Schedule.Blow(Schedule.Point.command(command), Effects.CRASH_AFTER));
  }

  @Test
  void a_journal_torn_within_any_line_tells_what_its_whole_lines_tell() throws IOException {
    Launch process = process(Optional.empty(), new LogDirectory(runs));
    process.perform(VARIANT.operation());
    Path file = runs.resolve(new LogDirectory(runs).names().get(0) + ".jsonl");
    byte[] whole = Files.readAllBytes(file);
    Path torn = directory.resolve("torn");
    Files.createDirectories(torn);
    Path copy = torn.resolve(file.getFileName());

    int lines = 0;
    for (int length = 0; length <= whole.length; length++) {
      lines += length > 0 && whole[length - 1] == '\n' ? 1 : 0;
      if (length % 11 > 0 && !lineEndsNear(whole, length)) {
        continue;
      }
      Files.write(copy, Arrays.copyOf(whole, length));
      Journals journals = new Journals(new LogDirectory(torn), SiteSteps::named);

      assertThat(journals.damaged()).as("cut to %d bytes", length).isEmpty();
      List<RunRecord> unfinished = journals.unfinished();
      assertThat(unfinished)
          .as("cut to %d bytes", length)
          .hasSize(lines == 0 || length == whole.length ? 0 : 1);
    }
    assertThat(process.exit()).isZero();
  }

  private static boolean lineEndsNear(byte[] text, int at) {
    return IntStream.rangeClosed(Math.max(0, at - 3), Math.min(text.length - 1, at + 2))
        .anyMatch(each -> text[each] == '\n');
  }

  @Test
  void what_is_written_after_a_torn_line_takes_its_place() throws IOException {
    byte[] whole = "one\ntwo, which is torn\n".getBytes(StandardCharsets.UTF_8);
    Path file = Files.createDirectories(runs).resolve("log.jsonl");
    LogStore store = new LogDirectory(runs);

    for (int length = 0; length <= whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      List<String> before = store.lines("log");
      try (LogStore.Log log = store.open("log")) {
        log.append("next");
      }

      assertThat(store.lines("log"))
          .as("cut to %d bytes", length)
          .containsExactlyElementsOf(Stream.concat(before.stream(), Stream.of("next")).toList());
    }
  }

  @Test
  void a_killed_run_is_recovered_from_the_disk() {
    process(killedAt(KILLED_AT), new LogDirectory(runs)).perform(VARIANT.operation());

    assertThat(new Journals(new LogDirectory(runs), SiteSteps::named).unfinished())
        .singleElement()
        .matches(RunRecord::guestDown);

    Launch recovery = process(Optional.empty(), new LogDirectory(runs)).recover();

    assertThat(recovery.exit()).isZero();
    assertThat(ClusterState.of(cluster).guestsDiffer(before, Set.of())).isEmpty();
    assertThat(new Journals(new LogDirectory(runs), SiteSteps::named).unfinished()).isEmpty();
  }

  @Test
  void nothing_is_touched_where_no_journal_can_be_written() throws IOException {
    Files.writeString(runs, "a file where a directory should be");

    Launch process = process(Optional.empty(), new LogDirectory(runs));
    process.perform(VARIANT.operation());

    assertThat(process.exit()).as(process.said()).isEqualTo(3);
    assertThat(process.acted()).isFalse();
  }

  @Test
  void a_full_disk_keeps_no_guest_down() throws IOException, InterruptedException {
    Path small = Files.createDirectories(directory.resolve("small"));
    assumeThat(ran("mount", "-t", "tmpfs", "-o", "size=16k", "none", small.toString())).isTrue();
    try {
      Files.write(small.resolve("ballast"), new byte[3 * 4096]);
      Launch process = process(Optional.empty(), new LogDirectory(small));
      process.perform(VARIANT.operation());

      assertThat(process.exit()).as(process.said()).isIn(3, 5);
      assertThat(ClusterState.of(cluster).guestsDiffer(before, Set.of())).isEmpty();

      Files.delete(small.resolve("ballast"));
      Launch recovery = process(Optional.empty(), new LogDirectory(small)).recover();
      assertThat(recovery.exit()).isZero();
      assertThat(recovery.owed()).isFalse();
    } finally {
      assertThat(ran("umount", small.toString())).isTrue();
    }
  }

  private static boolean ran(String... argv) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(argv).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // there is no such program here
    }
  }

  @Test
  void a_journal_that_is_damaged_in_the_middle_is_not_acted_on() throws IOException {
    process(killedAt(KILLED_AT), new LogDirectory(runs)).perform(VARIANT.operation());
    String name = new LogDirectory(runs).names().get(0);
    Path file = runs.resolve(name + ".jsonl");
    Files.writeString(file, Files.readString(file).replaceFirst("intended", "int nded"));

    Launch next = process(Optional.empty(), new LogDirectory(runs));
    next.perform(VARIANT.operation());

    assertThat(next.exit()).isEqualTo(3);
    assertThat(next.said()).contains(name, "cannot be read");
    assertThat(next.acted()).isFalse();
    assertThat(next.owed()).isTrue();
  }

  @Test
  void a_bit_that_has_changed_in_the_last_two_lines_is_noticed() throws IOException {
    process(killedAt(KILLED_AT), new LogDirectory(runs)).perform(VARIANT.operation());
    Path file = runs.resolve(new LogDirectory(runs).names().get(0) + ".jsonl");
    byte[] whole = Files.readAllBytes(file);
    int lines = 0;

    for (int at = whole.length - 1; lines <= 2; at--) {
      lines += whole[at] == '\n' ? 1 : 0;
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      Files.write(file, changed);
      Journals journals = new Journals(new LogDirectory(runs), SiteSteps::named);

      assertThat(journals.damaged()).as("changed at %d of %d", at, whole.length).hasSize(1);
    }
  }
}
