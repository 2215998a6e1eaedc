package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.sim.LogEntry;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command asked is written down, and answers the same command again. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RecordingTest {
  @TempDir Path directory;
  private final World world = World.vcs();

  private Path file() {
    return directory.resolve("site.jsonl");
  }

  private static String[] words(String line, String... more) {
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private CliRun replayed(String line) {
    return world.cvmsnap(
        words(
            line,
            "--host",
            "replay:" + file(),
            "--state-dir",
            directory.resolve("own").toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "topology",
        "list",
        "list --json",
        "show datavol1",
        "take datavol1 datavol2 --ldom ldom1 --dry-run",
        "take datavol1 --ldom ldom1 --dry-run --mode detach --no-vcs",
        "take datavol1 --ldom ldom3 --dry-run",
      })
  void a_recording_answers_the_command_as_the_site_did(String line) throws IOException {
    Files.createDirectory(directory.resolve("own"));
    CliRun recorded = world.cvmsnap(words(line, "--record", file().toString()));

    CliRun again = replayed(line);

    assertThat(again.exit()).isEqualTo(recorded.exit());
    assertThat(unmarked(again.out())).isEqualTo(unmarked(recorded.out()));
    assertThat(unmarked(again.err())).isEqualTo(unmarked(recorded.err()));
  }

  /** Without the four characters that tell runs of one second apart. */
  private static String unmarked(String text) {
    return text.replaceAll("(\\d{8}T\\d{6}Z(-ldom\\d)?)-\\w{4}", "$1-")
        .replaceAll("cvmsnap_lock_\\w+", "cvmsnap_lock_");
  }

  @Test
  void a_run_that_changes_things_is_recorded_with_all_it_did() throws IOException {
    CliRun run =
        world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--record", file().toString());

    assertThat(run).exitsWith(ExitCode.DONE);
    List<String> lines = Files.readAllLines(file());
    assertThat(world.log().stream().filter(LogEntry::mutates))
        .isNotEmpty()
        .allSatisfy(
            each ->
                assertThat(lines)
                    .anyMatch(
                        line ->
                            line.contains("\"host\":\"" + each.host() + "\"")
                                && line.contains(String.join("\",\"", each.argv()))));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void the_past_is_told_as_of_the_day_of_the_recording() throws IOException {
    Files.createDirectory(directory.resolve("own"));
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1")).exitsWith(ExitCode.DONE);
    CliRun recorded = world.cvmsnap("list", "--json", "--record", file().toString());

    assertThat(replayed("list --json").out()).isEqualTo(recorded.out());
  }

  @Test
  void what_was_not_recorded_is_not_learned() throws IOException {
    Files.createDirectory(directory.resolve("own"));
    world.cvmsnap("topology", "--record", file().toString());

    assertThat(replayed("list"))
        .exitsWith(ExitCode.REFUSED)
        .says("the recording has no answer to 'vxprint -g datadg -F %name|%badlog");
  }

  @Test
  void a_recording_is_not_written_over() throws IOException {
    Files.writeString(file(), "precious");

    assertThat(world.cvmsnap("list", "--record", file().toString()))
        .exitsWith(ExitCode.USAGE)
        .says("there is a file", "cat");
    assertThat(Files.readString(file())).isEqualTo("precious");
    assertThat(world.log()).isEmpty();
  }
}
