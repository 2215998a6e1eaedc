package org.cvmsnap.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LogDirectoryTest {
  @TempDir private Path temp;

  @Test
  void keeps_lines_in_the_order_in_which_they_were_appended() throws IOException {
    LogDirectory logs = new LogDirectory(temp.resolve("state/runs"));

    try (LogStore.Log log = logs.open("one")) {
      log.append("first");
      log.append("second");
    }

    assertThat(logs.names()).containsExactly("one");
    assertThat(logs.lines("one")).containsExactly("first", "second");
  }

  @Test
  void what_is_put_away_is_not_named_and_can_be_read() throws IOException {
    LogDirectory logs = new LogDirectory(temp.resolve("state/runs"));
    try (LogStore.Log log = logs.open("one")) {
      log.append("first");
    }
    logs.open("two").close();

    logs.putAway("one");

    assertThat(logs.names()).containsExactly("two");
    assertThat(logs.has("one")).isTrue();
    assertThat(logs.has("three")).isFalse();
    assertThat(logs.lines("one")).containsExactly("first");
    assertThat(logs.place("one")).isEqualTo(temp.resolve("state/ended/one.jsonl").toString());
    assertThat(mode(temp.resolve("state/ended"))).isEqualTo("rwx------");
  }

  @Test
  void clearing_it_removes_what_was_put_away_too() throws IOException {
    LogDirectory logs = new LogDirectory(temp.resolve("state/runs"));
    logs.open("one").close();
    logs.open("two").close();
    logs.putAway("one");

    logs.clear();

    assertThat(logs.names()).isEmpty();
    assertThat(logs.has("one")).isFalse();
    assertThat(logs.has("two")).isFalse();
  }

  @Test
  void is_for_its_owner_alone() throws IOException {
    LogDirectory logs = new LogDirectory(temp.resolve("state/runs"));
    logs.open("one").close();

    assertThat(mode(temp.resolve("state"))).isEqualTo("rwx------");
    assertThat(mode(temp.resolve("state/runs"))).isEqualTo("rwx------");
    assertThat(mode(temp.resolve("state/runs/one.jsonl"))).isEqualTo("rw-------");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void a_line_torn_at_any_byte_is_not_there_and_is_written_over() throws IOException {
    String torn = "{\"event\":\"intended\",\"step\":1}\n";
    for (int length = 0; length < torn.length(); length++) {
      LogDirectory logs = new LogDirectory(temp.resolve("torn" + length));
      try (LogStore.Log log = logs.open("run")) {
        log.append("whole");
      }
      Files.write(
          temp.resolve("torn" + length + "/run.jsonl"),
          torn.substring(0, length).getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.APPEND);

      assertThat(logs.lines("run")).containsExactly("whole");

      try (LogStore.Log log = logs.open("run")) {
        log.append("next");
      }
      assertThat(logs.lines("run")).containsExactly("whole", "next");
      assertThat(temp.resolve("torn" + length + "/run.jsonl")).content().isEqualTo("whole\nnext\n");
    }
  }

  /** Some of the interrupts come in the write, and some before. */
  @Test
  void a_signal_at_any_moment_costs_no_line() throws Exception {
    LogDirectory logs = new LogDirectory(temp.resolve("runs"));
    Thread writer = Thread.currentThread();
    AtomicBoolean over = new AtomicBoolean();
    Thread signals =
        new Thread(
            () -> {
              while (!over.get()) {
                writer.interrupt();
                LockSupport.parkNanos(200_000);
              }
            });
    List<String> lines = IntStream.range(0, 200).mapToObj(n -> "line " + n).toList();

    try (LogStore.Log log = logs.open("run")) {
      signals.start();
      for (String line : lines) {
        log.append(line);
      }
    } finally {
      over.set(true);
      while (signals.isAlive()) {
        Thread.onSpinWait();
      }
      boolean unused = Thread.interrupted();
    }

    assertThat(logs.lines("run")).isEqualTo(lines);
  }

  @Test
  void nothing_there_is_no_logs() throws IOException {
    assertThat(new LogDirectory(temp.resolve("missing")).names()).isEmpty();
  }

  @Test
  void only_journals_are_named_and_those_put_away_on_their_own() throws IOException {
    LogDirectory logs = new LogDirectory(temp.resolve("state/runs"));
    logs.open("one").close();
    logs.open("two").close();
    Files.writeString(temp.resolve("state/runs/notes.txt"), "somebody's own");

    logs.putAway("one");

    assertThat(logs.names()).containsExactly("two");
    assertThat(logs.putAway()).containsExactly("one");
  }
}
