package org.cvmsnap.ui;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Subject;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EscapingStreamTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final EscapingStream stream = new EscapingStream(new PrintStream(bytes, true, UTF_8));

  private String arrived() {
    return bytes.toString(UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 0x07, 0x08, 0x0b, 0x0d, 0x1b, 0x1f, 0x7f, 0x80, 0x9b, 0x9f, 0x61c, 0x200e, 0x200f,
        0x202a, 0x202e, 0x2066, 0x2069
      })
  void what_a_terminal_obeys_arrives_as_text(int character) {
    stream.print("a" + (char) character + "b");

    assertThat(arrived()).isEqualTo("a\\u%04xb".formatted(character));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\tb\nc", "/données", "\\u001b", "\u00a0", "日本", "\ud83d\ude00", "$1\\"})
  void everything_else_arrives_as_it_is(String text) {
    stream.print(text);

    assertThat(arrived()).isEqualTo(text);
  }

  @Test
  void no_method_prints_past_it() throws IOException {
    stream.println("\u001b[1m");
    stream.println(new char[] {'\u001b'});
    stream.print('\u009b');
    stream.printf("%s%n", "\u202e");
    stream.append("\u0007");
    stream.write(0x1b);
    stream.write("\u009b\u001b".getBytes(UTF_8));
    new IllegalStateException("\u001b").printStackTrace(stream);

    assertThat(arrived()).doesNotContainPattern("[\\p{Cntrl}\\u0080-\\u009f\\u202e&&[^\\n\\t]]");
    assertThat(arrived())
        .startsWith("\\u001b[1m\n\\u001b\n\\u009b\\u202e\n\\u0007\\u001b\\u009b\\u001b");
  }

  @Test
  void a_character_may_come_byte_by_byte() {
    for (byte each : "é\u009b日".getBytes(UTF_8)) {
      stream.write(each);
    }

    assertThat(arrived()).isEqualTo("é\\u009b日");
  }

  @Test
  void text_of_any_length_arrives_whole() {
    String text = "x\u001b日".repeat(10_000);

    stream.print(text);

    assertThat(arrived()).isEqualTo("x\\u001b日".repeat(10_000));
  }

  @Test
  void the_terminal_has_its_own_encoding() {
    EscapingStream ascii = new EscapingStream(new PrintStream(bytes, true, US_ASCII));

    ascii.print("donn\u00e9es");

    assertThat(bytes.toString(US_ASCII)).isEqualTo("donn?es");
  }

  @Test
  void a_json_document_keeps_its_value() throws IOException {
    Map<String, Object> document = Map.of("why", "\u001b]0;x\u0007\u007f\u009b\\\u202e\"\n\r");

    stream.print(JSON.std.asString(document));

    assertThat(JSON.std.mapFrom(arrived())).isEqualTo(document);
    assertThat(arrived()).matches("[\\x20-\\x7e]*");
  }

  @Test
  void the_progress_clears_its_line_and_its_words_do_nothing() {
    EscapingStream terminal =
        new EscapingStream(new PrintStream(bytes, true, UTF_8), new Screen(true, () -> 80), true);
    Progress lines = new Progress(terminal, new CommandLines(terminal), true);
    try (TerminalProgress progress = new TerminalProgress(terminal, lines, () -> Duration.ZERO)) {
      progress.began(Phase.OUTAGE, new Subject("unmount", "/da\u001b[2Jta", "ldom1"));
    }

    assertThat(arrived())
        .endsWith("\r\u001b[K")
        .contains("/da\\u001b[2Jta")
        .doesNotContain("\u001b[2J");
  }
}
