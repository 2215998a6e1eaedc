package org.cvmsnap.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.journal.LogDirectory;
import org.cvmsnap.journal.LogStore;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.sim.SimCluster;
import org.cvmsnap.testing.MemoryLogStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal on a real disk that is torn, read-only or full. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DiskTest {
  @TempDir private Path directory;

  private final SimCluster cluster = Variant.TAKE_ONE.start();
  private final Shape before = Shape.of(cluster);
  private Path runs = Path.of("");

  @BeforeEach
  void where_the_journals_are() {
    runs = directory.resolve("runs");
  }

  private Process process(Optional<Schedule.Blow> blow, LogStore store) {
    return new Process(
        cluster,
        new MemoryLogStore(),
        directory.resolve("locks"),
        blow,
        new Breakage() {
          @Override
          public LogStore logs(LogStore logs) {
            return store;
          }
        },
        new Watch(cluster, false, false, Trial.Tracer.NONE, violation -> {}));
  }

  private static Optional<Schedule.Blow> killedAt(int command) {
    return Optional.of(new Schedule.Blow(Schedule.Point.command(command), Effects.CRASH_AFTER));
  }

  @Test
  void a_journal_torn_at_any_byte_tells_what_its_whole_lines_tell() throws IOException {
    Process process = process(Optional.empty(), new LogDirectory(runs));
    process.take(Variant.TAKE_ONE.request());
    Path file = runs.resolve(new LogDirectory(runs).names().get(0) + ".jsonl");
    byte[] whole = Files.readAllBytes(file);
    Path torn = directory.resolve("torn");
    Files.createDirectories(torn);
    Path copy = torn.resolve("20260301T020000Z-ldom1-ab12.jsonl");

    int lines = 0;
    for (int length = 0; length <= whole.length; length++) {
      Files.write(copy, Arrays.copyOf(whole, length));
      lines += length > 0 && whole[length - 1] == '\n' ? 1 : 0;
      Journals journals = new Journals(new LogDirectory(torn));

      assertThat(journals.damaged()).as("cut to %d bytes", length).isEmpty();
      List<RunRecord> unfinished = journals.unfinished();
      assertThat(unfinished)
          .as("cut to %d bytes", length)
          .hasSize(lines == 0 || length == whole.length ? 0 : 1);
    }
    assertThat(process.exit()).isZero();
  }

  @Test
  void a_killed_run_is_recovered_from_the_disk() {
    process(killedAt(30), new LogDirectory(runs)).take(Variant.TAKE_ONE.request());

    Process recovery = process(Optional.empty(), new LogDirectory(runs)).recover();

    assertThat(recovery.exit()).isZero();
    assertThat(Shape.of(cluster).guestsDiffer(before, Set.of())).isEmpty();
    assertThat(new Journals(new LogDirectory(runs)).unfinished()).isEmpty();
  }

  @Test
  void nothing_is_touched_where_no_journal_can_be_written() throws IOException {
    Files.writeString(runs, "a file where a directory should be");

    Process process = process(Optional.empty(), new LogDirectory(runs));
    process.take(Variant.TAKE_ONE.request());

    assertThat(process.exit()).as(process.said()).isEqualTo(3);
    assertThat(process.acted()).isFalse();
  }

  @Test
  void a_full_disk_keeps_no_guest_down() throws IOException, InterruptedException {
    Path small = Files.createDirectories(directory.resolve("small"));
    assumeThat(ran("mount", "-t", "tmpfs", "-o", "size=16k", "none", small.toString())).isTrue();
    try {
      Files.write(small.resolve("ballast"), new byte[3 * 4096]);
      Process process = process(Optional.empty(), new LogDirectory(small));
      process.take(Variant.TAKE_ONE.request());

      assertThat(process.exit()).as(process.said()).isIn(3, 5);
      assertThat(Shape.of(cluster).guestsDiffer(before, Set.of())).isEmpty();

      Files.delete(small.resolve("ballast"));
      Process recovery = process(Optional.empty(), new LogDirectory(small)).recover();
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
    process(killedAt(30), new LogDirectory(runs)).take(Variant.TAKE_ONE.request());
    String name = new LogDirectory(runs).names().get(0);
    Path file = runs.resolve(name + ".jsonl");
    Files.writeString(file, Files.readString(file).replaceFirst("intended", "int nded"));

    Process next = process(Optional.empty(), new LogDirectory(runs));
    next.take(Variant.TAKE_ONE.request());

    assertThat(next.exit()).isEqualTo(3);
    assertThat(next.said()).contains(name, "cannot be read");
    assertThat(next.acted()).isFalse();
    assertThat(next.owed()).isTrue();
  }
}
