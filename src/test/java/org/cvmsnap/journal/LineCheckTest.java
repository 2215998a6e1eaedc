package org.cvmsnap.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.zip.CRC32C;
import org.cvmsnap.step.SiteSteps;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LineCheckTest {
  private static List<String> plain() throws IOException {
    try (InputStream in = LineCheckTest.class.getResourceAsStream("journal-3.jsonl")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8).lines().toList();
    }
  }

  private static List<String> sealed() throws IOException {
    List<String> sealed = new ArrayList<>();
    for (String line : plain()) {
      sealed.add(LineCheck.sealed(line, sealed.size() + 1));
    }
    return sealed;
  }

  @Test
  void a_line_is_an_object_with_its_number_and_its_checksum_as_the_last_keys() {
    assertThat(LineCheck.sealed("{\"event\":\"ended\"}", 12))
        .matches("\\{\"event\":\"ended\",\"line\":12,\"crc32c\":\"[0-9a-f]{8}\"}");
  }

  @Test
  void lines_are_read_as_they_were_written_and_those_of_earlier_versions_too() throws IOException {
    assertThat(LineCheck.opened(sealed())).isEqualTo(plain());
    assertThat(LineCheck.opened(plain())).isEqualTo(plain());
  }

  @Test
  void a_journal_that_an_earlier_version_has_begun_goes_on_with_checksums() throws IOException {
    List<String> lines = new ArrayList<>(plain());
    lines.set(lines.size() - 1, sealed().get(lines.size() - 1));

    assertThat(LineCheck.opened(lines)).isEqualTo(plain());
  }

  /** What an earlier version wrote: a line that has a checksum, and no number. */
  private static String unnumbered(String line) {
    CRC32C crc = new CRC32C();
    crc.update(line.getBytes(UTF_8));
    return "%s,\"crc32c\":\"%08x\"}"
        .formatted(line.substring(0, line.length() - 1), crc.getValue());
  }

  @Test
  void a_journal_that_an_earlier_version_has_begun_goes_on_with_numbers() throws IOException {
    List<String> lines = new ArrayList<>();
    plain().forEach(line -> lines.add(unnumbered(line)));
    lines.set(lines.size() - 1, sealed().get(lines.size() - 1));

    assertThat(LineCheck.opened(lines)).isEqualTo(plain());

    lines.remove(1);
    assertThatThrownBy(() -> LineCheck.opened(lines)).hasMessageStartingWith("line ");
  }

  @Test
  void a_journal_with_numbers_has_no_line_without_one() throws IOException {
    List<String> lines = new ArrayList<>(sealed());
    lines.set(1, unnumbered(plain().get(1)));

    assertThatThrownBy(() -> LineCheck.opened(lines)).hasMessage("line 2 has been changed");
  }

  @Test
  void any_line_but_the_last_is_missed_when_it_is_gone() throws IOException {
    for (int number = 1; number < sealed().size(); number++) {
      List<String> lines = new ArrayList<>(sealed());
      lines.remove(number - 1);

      assertThatThrownBy(() -> LineCheck.opened(lines))
          .hasMessage(
              "line %d is missing, and line %d is in its place".formatted(number, number + 1));
    }
  }

  @Test
  void a_line_that_is_there_twice_is_told() throws IOException {
    List<String> lines = new ArrayList<>(sealed());
    lines.add(2, lines.get(1));

    assertThatThrownBy(() -> LineCheck.opened(lines))
        .hasMessage("line 3 is missing, and line 2 is in its place");
  }

  @Test
  void no_line_with_one_changed_character_is_read_as_another() throws IOException {
    EventCodec codec = new EventCodec(SiteSteps::named);
    List<String> lines = sealed();
    int changed = 0;
    for (int number = 0; number < lines.size(); number++) {
      String line = lines.get(number);
      for (int at = 0; at < line.length(); at += number == 0 ? 7 : 1) {
        List<String> damaged = new ArrayList<>(lines);
        StringBuilder other = new StringBuilder(line);
        other.setCharAt(at, (char) (line.charAt(at) ^ 1));
        damaged.set(number, other.toString());

        assertThatThrownBy(() -> LineCheck.opened(damaged).forEach(codec::event))
            .as(other.toString())
            .isInstanceOf(RuntimeException.class);
        changed++;
      }
    }
    assertThat(changed).isGreaterThan(2_000);
  }

  @Test
  void what_ends_a_line_for_java_alone_ends_none_of_a_journal() {
    String line = "{\"place\":\"/data\u2028a\u0085b\"}";

    assertThat(LineCheck.whole(LineCheck.sealed(line, 3)))
        .contains(new LineCheck.Whole(line, OptionalInt.of(3)));
    assertThat(LineCheck.overran(LineCheck.sealed(line, 3) + "x")).isTrue();
  }

  @Test
  void a_changed_line_is_told_by_its_number() throws IOException {
    List<String> lines = new ArrayList<>(sealed());
    lines.set(1, lines.get(1).replace("step", "stop"));

    assertThatThrownBy(() -> LineCheck.opened(lines)).hasMessage("line 2 has been changed");
  }

  @Test
  void a_line_with_more_behind_it_is_no_torn_one() throws IOException {
    String line = sealed().get(1);

    assertThat(LineCheck.overran(line + "x")).isTrue();
    assertThat(LineCheck.overran(line)).isFalse();
    assertThat(LineCheck.overran(line.substring(0, line.length() - 1))).isFalse();
  }
}
