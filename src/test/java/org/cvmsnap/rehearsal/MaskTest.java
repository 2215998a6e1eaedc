package org.cvmsnap.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.host.CommandResult;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.CommandResult.NotStarted;
import org.cvmsnap.host.CommandResult.Unknown;
import org.cvmsnap.host.Recording;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MaskTest {
  private static Recording line(String host, CommandResult result, String... argv) {
    return new Recording(host, List.of(argv), result, Optional.empty(), Optional.empty());
  }

  private static Finished said(String out) {
    return new Finished(0, out, "");
  }

  private static String masked(String text) {
    Recording line = Mask.of(List.of(line("7", said(text), "ldm"))).lines().get(0);
    return ((Finished) line.result()).out();
  }

  @Test
  void a_name_becomes_the_same_wherever_it_stands() {
    List<Recording> lines =
        Mask.of(
                List.of(
                    line(
                        "bern",
                        said("VERSION 1.11\nDOMAIN|name=payroll|state=active\n"),
                        "ldm",
                        "list",
                        "-p"),
                    line("payroll", said("/dev/dsk/c0d2s0\t/wages\tufs\trw\t1\n"), "cat"),
                    line("bern", new NotStarted("payroll: no way", true), "ssh", "payroll"),
                    line("bern", new Unknown("bern is late"), "vxprint", "-g", "payroll")))
            .lines();

    assertThat(lines)
        .containsExactly(
            line(
                "node1",
                said("VERSION 1.11\nDOMAIN|name=guest1|state=active\n"),
                "ldm",
                "list",
                "-p"),
            line("guest1", said("/dev/dsk/c0d2s0\t/dir1\tufs\trw\t1\n"), "cat"),
            line("node1", new NotStarted("guest1: no word1", true), "ssh", "guest1"),
            line("node1", new Unknown("node1 is word2"), "vxprint", "-g", "guest1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.20.30.40 and 10.20.30.41, 10.20.30.40 | 192.0.2.1 and 192.0.2.2, 192.0.2.1",
        "fe80::1:2:3 | 2001:db8:0:0:0:0:0:1",
        "00:14:4f:f2:db:ec | 00:14:4f:00:00:01",
        "at 02:00:17 | at 02:00:17",
        "d447aad1-28ee-311f-8285-569c3cfa0525 | 00000000-0000-0000-0000-000000000001",
        "hostid=0x84f2dbec, 84f2dbec | hostid=0x84000001, 84000001",
        "members=0x3 | members=0x3",
        "c0t60060E8016A1B2C3d0s2 c2t1d0s2 c0d2s0 | c0t1d0s2 c2t1d0s2 c0d2s0",
        "20G 0.6% 2048s 659323Mb 100 | 20G 0.6% 2048s 659323Mb 100",
        "20260301T020017Z-wages-87xj | 20260301T020017Z-word1-87xj",
        "20260301T020017Z-ej32@bern | 20260301T020017Z-ej32@word1",
        "wages-01 wages_dco wages_dcl-02 | word1-01 word1_dco word1_dcl-02",
        "2026-03-01T02:00:00Z | 2026-03-01T02:00:00Z",
        "Feb 28 01:00 | Feb 28 01:00",
        "l\u00f6hne | word1",
      })
  void what_tells_of_a_site_is_replaced_and_what_does_not_is_kept(String text, String expected) {
    assertThat(masked(text)).isEqualTo(expected);
  }

  @Test
  void a_word_of_the_commands_with_a_number_is_a_name_where_names_stand() {
    assertThat(masked("net0 ldom7")).isEqualTo("net0 ldom7");
    assertThat(masked("DOMAIN|name=ldom7\n")).isEqualTo("DOMAIN|name=guest1\n");
  }

  @Test
  void no_two_names_become_one_and_none_becomes_what_was_there() {
    Mask.Masked result =
        Mask.of(
            List.of(
                line(
                    "a", said("DOMAIN|name=wages\nDOMAIN|name=guest1\nDOMAIN|name=Wages\n"), "x")));

    assertThat(result.replaced().values()).doesNotHaveDuplicates();
    assertThat(((Finished) result.lines().get(0).result()).out())
        .isEqualTo("DOMAIN|name=guest2\nDOMAIN|name=guest3\nDOMAIN|name=guest4\n");
  }

  @Test
  void it_tells_what_it_replaced_what_it_kept_and_how_much_is_obscure() {
    Mask.Masked result =
        Mask.of(
            List.of(
                line(
                    "bern",
                    said("DOMAIN|name=wages\nDOMAIN|name=boot\nserver of Jane Doe\nnothing\n"),
                    "ldm")));

    assertThat(result.replaced())
        .containsEntry("wages", "guest1")
        .containsEntry("bern", "node1")
        .containsEntry("Jane", "word1")
        .containsEntry("Doe", "word2");
    assertThat(result.kept()).contains("DOMAIN", "name", "server", "of", "ldm");
    assertThat(result.keptNames()).containsExactly("boot");
    assertThat(result.obscure()).isEqualTo(1);
  }
}
