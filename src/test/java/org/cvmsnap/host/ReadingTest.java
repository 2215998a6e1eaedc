package org.cvmsnap.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.cvmsnap.error.NotLearnedException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReadingTest {
  private static final Duration LIMIT = Duration.ofSeconds(9);
  private static final List<String> ARGV = List.of("vxdg", "list");

  private static String read(CommandResult result, Function<String, String> parser)
      throws NotLearnedException, InterruptedException {
    return new Reading(UnclearAnswers.host(result), LIMIT).read(parser, ARGV);
  }

  @Test
  void hands_on_what_the_parser_understood() throws Exception {
    String read = read(new CommandResult.Finished(0, "yes\n", "a warning"), String::strip);

    assertThat(read).isEqualTo("yes");
  }

  @Test
  void asks_with_a_command_that_only_reads() throws Exception {
    CannedHost host = new CannedHost().says("vxdg list", "");

    new Reading(host, LIMIT).read(out -> out, ARGV);

    assertThat(host.ran()).containsExactly("vxdg list");
  }

  @Test
  void a_failure_tells_the_command_its_status_and_the_first_lines_of_stderr() {
    var failed = new CommandResult.Finished(7, "", "one\n\ntwo\n3\n4\n5\nsix\n");

    assertThatThrownBy(() -> read(failed, out -> out))
        .isInstanceOf(NotLearnedException.class)
        .hasMessage("'vxdg list' ended with 7: one; two; 3; 4; 5");
  }

  @Test
  void a_failure_without_stderr_shows_its_output() {
    assertThatThrownBy(() -> read(new CommandResult.Finished(1, "no zone\n", " "), out -> out))
        .hasMessage("'vxdg list' ended with 1: no zone");
    assertThatThrownBy(() -> read(new CommandResult.Finished(1, "", ""), out -> out))
        .hasMessage("'vxdg list' ended with 1 and said nothing");
  }

  @Test
  void a_command_that_did_not_start_or_gave_no_answer_taught_nothing() {
    assertThatThrownBy(() -> read(new CommandResult.NotStarted("no such file"), out -> out))
        .isInstanceOf(NotLearnedException.class)
        .hasMessage("'vxdg list' could not be run: no such file");
    assertThatThrownBy(() -> read(new CommandResult.Unknown("60 s passed"), out -> out))
        .isInstanceOf(NotLearnedException.class)
        .hasMessage("'vxdg list' gave no answer: 60 s passed");
  }

  @Test
  void an_output_whose_last_line_has_no_end_was_cut_off() {
    assertThatThrownBy(() -> read(new CommandResult.Finished(0, "one\ntw", ""), out -> out))
        .isInstanceOf(NotLearnedException.class)
        .hasMessage("'vxdg list' was cut off, its last line has no end: one; tw");
  }

  @Test
  void of_a_file_that_ends_so_it_is_told_what_to_do() {
    assertThatThrownBy(
            () -> Reading.understood(List.of("cat", "/etc/vfstab"), "one", String::strip))
        .isInstanceOfSatisfying(
            NotLearnedException.class,
            why -> assertThat(why.next().orElse("")).contains("/etc/vfstab itself ends without"));
  }

  @Test
  void the_output_of_fuser_has_no_line_end() throws Exception {
    assertThat(Reading.understood(List.of("fuser", "-c", "/data"), " 12", String::strip))
        .isEqualTo("12");
  }

  @Test
  void a_refusal_of_the_parser_carries_the_raw_text() {
    Function<String, String> parser =
        out -> {
          throw new IllegalArgumentException("no heading");
        };

    assertThatThrownBy(() -> read(new CommandResult.Finished(0, "what\nis this\n", ""), parser))
        .isInstanceOf(NotLearnedException.class)
        .hasMessage(
            "'vxdg list' said what cvmsnap does not understand (no heading): what; is this");
    assertThatThrownBy(() -> read(new CommandResult.Finished(0, "", ""), parser))
        .hasMessageEndingWith("(no heading): nothing");
    assertThatThrownBy(() -> read(new CommandResult.Finished(0, "x".repeat(900), ""), parser))
        .hasMessageEndingWith("x".repeat(600) + "...");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ksh: vxdg:  not found\n",
        "ksh: line 1: vxdg: not found [No such file or directory]",
        "sh: vxdg: not found",
        "sh: 1: vxdg: not found",
        "vxdg: not found",
        "-bash: line 1: vxdg: command not found",
        "bash: vxdg: command not found"
      })
  void a_program_that_no_shell_finds_is_not_there(String err) throws Exception {
    assertThat(ifThere(new CommandResult.Finished(127, "", err))).isEmpty();
  }

  @Test
  void a_program_that_fails_is_there() throws Exception {
    assertThat(ifThere(new CommandResult.Finished(0, "x\n", ""))).contains("x\n");
    for (String err : List.of("vxdg: group not found", "ksh: vxdctl: not found", "")) {
      assertThatThrownBy(() -> ifThere(new CommandResult.Finished(127, "", err)))
          .isInstanceOf(NotLearnedException.class);
    }
    assertThatThrownBy(() -> ifThere(new CommandResult.Finished(1, "", "ksh: vxdg: not found")))
        .isInstanceOf(NotLearnedException.class);
  }

  private static Optional<String> ifThere(CommandResult result)
      throws NotLearnedException, InterruptedException {
    return new Reading(UnclearAnswers.host(result), LIMIT)
        .readIfThere(out -> out, ARGV.toArray(String[]::new));
  }
}
