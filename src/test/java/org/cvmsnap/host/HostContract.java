package org.cvmsnap.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.CommandResult.NotStarted;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every host does that stands for a real machine; a subclass says which. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
abstract class HostContract {
  static final Duration AMPLE = Duration.ofSeconds(60);

  /** A host that stands for this machine. */
  abstract Host host();

  static Command shell(String script, String... words) {
    return Command.reads(AMPLE, argv(script, words));
  }

  static List<String> argv(String script, String... words) {
    List<String> argv = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    argv.addAll(List.of(words));
    return argv;
  }

  @Test
  void a_finished_command_tells_its_exit_status_and_both_outputs() throws Exception {
    CommandResult result = host().run(shell("echo out; echo err >&2; exit 3"));

    assertThat(result).isEqualTo(new Finished(3, "out\n", "err\n"));
  }

  @Test
  void a_silent_command_has_empty_outputs() throws Exception {
    assertThat(host().run(shell(":"))).isEqualTo(new Finished(0, "", ""));
  }

  @Test
  void output_is_passed_with_all_its_blanks_and_newlines() throws Exception {
    CommandResult result = host().run(shell("printf '\\n  a\\t\"b\" \\\\ \\n\\n'"));

    assertThat(result).isEqualTo(new Finished(0, "\n  a\t\"b\" \\ \n\n", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "two words",
        "it's",
        "''",
        "\"",
        "\\",
        "a\\",
        "\\'",
        "*",
        "/et?/*",
        "$HOME",
        "`id`",
        "$(id)",
        "a;b",
        "a&b|c",
        "#",
        "!",
        "~",
        "-n",
        "--",
        "=",
        "{a,b}",
        "line\nbreak",
        "\n",
        "tab\there",
        "%s\\n",
        "<>"
      })
  void a_word_arrives_as_it_was(String word) throws Exception {
    CommandResult result = host().run(shell("printf '%s,%s,%s' \"$#\" \"$1\" \"$2\"", word, "end"));

    assertThat(result).isEqualTo(new Finished(0, "2," + word + ",end", ""));
  }

  @Test
  void a_word_beyond_ascii_arrives_where_the_locale_can_write_it() throws Exception {
    String word = "Müller-数据";
    Charset locale = Charset.forName(System.getProperty("sun.jnu.encoding"));
    Assumptions.assumeTrue(locale.newEncoder().canEncode(word));

    CommandResult result = host().run(shell("printf %s \"$1\"", word));

    assertThat(result).isEqualTo(new Finished(0, word, ""));
  }

  @Test
  void much_output_on_both_streams_arrives_in_full() throws Exception {
    CommandResult result =
        host()
            .run(
                shell(
                    "i=0; while [ $i -lt 4000 ]; do"
                        + " echo \"out $i ........................................\";"
                        + " echo \"err $i ........................................\" >&2;"
                        + " i=$((i + 1)); done"));

    assertThat(result)
        .isInstanceOfSatisfying(
            Finished.class,
            finished -> {
              assertThat(finished.out()).hasLineCount(4000).contains("out 3999 ");
              assertThat(finished.err()).hasLineCount(4000).contains("err 3999 ");
            });
  }

  @Test
  void input_is_empty() throws Exception {
    assertThat(host().run(shell("wc -c | tr -d ' '"))).isEqualTo(new Finished(0, "0\n", ""));
  }

  @Test
  void commands_speak_the_language_of_the_c_locale() throws Exception {
    CommandResult result = host().run(shell("echo \"$LC_ALL,$LANG\""));

    assertThat(result)
        .isInstanceOfSatisfying(
            Finished.class, finished -> assertThat(finished.out()).startsWith("C,"));
  }

  @Test
  void the_programs_of_veritas_are_on_the_path() throws Exception {
    CommandResult result = host().run(shell("echo \":$PATH:\""));

    assertThat(result)
        .isInstanceOfSatisfying(
            Finished.class,
            finished ->
                assertThat(finished.out())
                    .contains(
                        ":/usr/sbin:", ":/opt/SUNWldm/bin:", ":/opt/VRTS/bin:", ":/etc/vx/bin:"));
  }

  @Test
  void a_program_that_is_not_there_was_not_started() throws Exception {
    CommandResult result = host().run(Command.reads(AMPLE, List.of("no-such-program", "x")));

    assertThat(result)
        .isInstanceOfSatisfying(
            NotStarted.class,
            notStarted -> assertThat(notStarted.why()).contains("no-such-program"));
  }

  @Test
  void a_status_127_of_the_command_itself_is_its_result() throws Exception {
    CommandResult result = host().run(shell("echo 'tool: not found' >&2; exit 127"));

    assertThat(result).isEqualTo(new Finished(127, "", "tool: not found\n"));
  }

  @Test
  void an_interrupt_before_a_read_keeps_it_from_running() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> host().run(shell("echo x"))).isInstanceOf(InterruptedException.class);

    assertThat(Thread.interrupted()).isFalse();
  }
}
