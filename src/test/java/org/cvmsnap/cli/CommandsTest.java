package org.cvmsnap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CommandsTest {
  private static List<String> madeFor(String... words) {
    CommandLine made =
        Cli.of(new Globals(), mock(Setting.class), Commands.neededBy(List.of(words)));
    return List.copyOf(made.getSubcommands().keySet());
  }

  @Test
  void every_command_has_the_name_that_it_is_made_by() {
    assertThat(madeFor("--help")).isEqualTo(Commands.OWN);
  }

  @Test
  void only_commands_that_a_word_names_are_made() {
    assertThat(madeFor("--host", "sim:", "list", "--json")).containsExactly("list");
    assertThat(madeFor("sim", "status")).containsExactly("status");
    assertThat(madeFor("show", "--help")).containsExactly("show");
    assertThat(madeFor("--version")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-h",
        "--help",
        "lsit",
        "help take",
        "completion bash",
        "config show",
        "--json @words"
      })
  void all_are_made_where_no_word_names_one_or_it_is_about_all(String words) {
    assertThat(
            madeFor(Stream.of(words.split(" ")).filter(w -> !w.isEmpty()).toArray(String[]::new)))
        .isEqualTo(Commands.OWN);
  }
}
