package org.cvmsnap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VersionTest {
  @Test
  void tells_what_a_report_of_a_problem_has_to_name() {
    ByteArrayOutputStream said = new ByteArrayOutputStream();

    Cli.of(new Globals(), mock(Setting.class))
        .printVersionHelp(new PrintStream(said, true, StandardCharsets.UTF_8), Ansi.OFF);

    String[] lines = said.toString(StandardCharsets.UTF_8).split("\\R", 0);
    assertThat(lines).hasSize(3);
    assertThat(lines[0]).matches("cvmsnap \\S+ \\(commit (unknown|[0-9a-f]{7,40})\\)");
    assertThat(lines[1]).startsWith("Java " + System.getProperty("java.version") + " (");
    assertThat(lines[2]).startsWith(System.getProperty("os.name") + " ");
  }
}
