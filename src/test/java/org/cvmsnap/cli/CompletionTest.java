package org.cvmsnap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
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

    assertThat(out.toString()).doesNotContain("guardian");
  }
}
