package org.cvmsnap.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording that cannot be written to its end, as where a file may not grow beyond a limit. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FullRecordingTest {
  @TempDir private Path directory;

  @Test
  void it_hinders_nobody_and_is_told_once_and_by_the_exit_code() throws Exception {
    Path whole = directory.resolve("whole.jsonl");
    CliRun recorded = World.builtIn().cvmsnap("topology", "--record", whole.toString());
    assertThat(recorded).exitsWith(ExitCode.DONE);
    Path cut = directory.resolve("cut.jsonl");
    List<String> words = new ArrayList<>(List.of("sh", "-c", "ulimit -f 8; exec \"$@\"", "sh"));
    words.addAll(ProcessWorld.compiled());
    words.addAll(List.of("topology", "--host", "replay:" + whole, "--record", cut.toString()));
    Path state = Files.createDirectory(directory.resolve("state"));
    words.addAll(List.of("--state-dir", state.toString()));

    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    Process process =
        new ProcessBuilder(words).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    int exit = new ProcessWorld.Running("topology", process, out, err).exit();

    assertThat(Files.readString(err))
        .containsOnlyOnce("the recording " + cut + " ends here")
        .contains("what is being done goes on");
    assertThat(Files.readString(out)).isEqualTo(recorded.out());
    assertThat(exit).isEqualTo(ExitCode.HOUSEKEEPING.value());
    assertThat(Files.size(cut)).isPositive().isLessThan(Files.size(whole));
  }
}
