package org.cvmsnap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CompletionTest {
  private final StringWriter out = new StringWriter();
  private final CommandLine cvmsnap =
      Cli.of(new Globals(), mock(Setting.class)).setOut(new PrintWriter(out));

  @Test
  void completes_commands_and_options_for_bash() {
    int exit = cvmsnap.execute("completion", "bash");

    assertThat(exit).isZero();
    assertThat(out.toString())
        .startsWith("#!/usr/bin/env bash")
        .contains("cvmsnap", "topology", "--max-outage");
  }

  @Test
  void says_nothing_of_commands_that_are_not_for_people() {
    cvmsnap.execute("completion", "bash");

    assertThat(out.toString()).doesNotContain("guardian").doesNotContain("cvmsnap names)");
  }

  @Test
  void completes_names_that_there_are_in_a_real_bash(@TempDir Path directory)
      throws IOException, InterruptedException {
    cvmsnap.execute("completion", "bash");
    Path script = Files.writeString(directory.resolve("completion"), out.toString());
    Path program = Files.writeString(directory.resolve("cvmsnap"), "echo $* datavol1; echo logs\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));

    assertThat(completed(script, program, "take", "l")).containsExactly("logs");
    assertThat(completed(script, program, "--sim", "show", "--"))
        .contains("--proof")
        .doesNotContain("logs");
    assertThat(completed(script, program, "--sim", "take", "--ldom", ""))
        .containsExactly("--sim names guests datavol1", "logs");
    assertThat(completed(script, program, "ta")).containsExactly("take");
  }

  private static List<String> completed(Path script, Path program, String... words)
      throws IOException, InterruptedException {
    List<String> argv =
        new ArrayList<>(
            List.of(
                "bash",
                "-c",
                """
                source "$0"
                COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"
                _names_of_cvmsnap
                printf '%s\\n' "${COMPREPLY[@]}"
                """,
                script.toString(),
                program.toString()));
    argv.addAll(List.of(words));
    Process bash = new ProcessBuilder(argv).redirectError(Redirect.DISCARD).start();
    String said = new String(bash.getInputStream().readAllBytes(), UTF_8);
    assertThat(bash.waitFor()).as(said).isZero();
    return said.lines().toList();
  }
}
