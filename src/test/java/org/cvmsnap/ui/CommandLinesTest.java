package org.cvmsnap.ui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CommandLinesTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CommandLines lines = new CommandLines(new PrintStream(bytes, true, UTF_8));

  private void reads(String... programs) {
    for (String program : programs) {
      lines.reads("sun-a", List.of(program));
    }
  }

  private List<String> told() {
    lines.end();
    return bytes.toString(UTF_8).lines().toList();
  }

  @Test
  void a_command_is_quoted_for_a_shell() {
    lines.reads("ldom1", List.of("ls", "a b", "auto-boot?"));

    assertThat(told()).containsExactly("ldom1# ls 'a b' 'auto-boot?'");
  }

  @Test
  void polls_are_counted_alone_or_together() {
    reads("a", "a", "a", "b", "c", "b", "c", "b", "c");

    assertThat(told())
        .containsExactly(
            "sun-a# a",
            "... 2 more times",
            "sun-a# b",
            "sun-a# c",
            "... the last 2 lines 2 more times");
  }

  @Test
  void what_only_begins_like_a_repetition_is_told_in_full() {
    reads("a", "b", "c", "a", "b", "d");

    assertThat(told())
        .containsExactly("sun-a# a", "sun-a# b", "sun-a# c", "sun-a# a", "sun-a# b", "sun-a# d");
  }

  @Test
  void a_command_that_changes_something_is_told_each_time() {
    lines.changes("sun-a", List.of("x"));
    lines.changes("sun-a", List.of("x"));

    assertThat(told()).containsExactly("sun-a# x", "sun-a# x");
  }

  @Test
  void an_answer_that_differs_is_told() {
    reads("a", "a");
    lines.failed("sun-a", "exit 1");
    reads("a");
    lines.failed("sun-a", "exit 1");

    assertThat(told())
        .containsExactly(
            "sun-a# a", "... 1 more time", "  sun-a: exit 1", "... the last 2 lines 1 more time");
  }
}
