package org.cvmsnap.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SshCommandLineTest {
  private static final Command UNAME = Command.reads(Duration.ofSeconds(1), List.of("uname"));
  private static final String FIRST =
      "cd / && /usr/bin/env LC_ALL=C TZ=UTC0"
          + " PATH=/usr/sbin:/usr/bin:/sbin:/opt/SUNWldm/bin:/opt/VRTS/bin:/opt/VRTSvcs/bin:/etc/vx/bin ";

  @Test
  void uses_only_the_options_that_the_ssh_of_solaris_10_knows() {
    assertThat(SshCommandLine.of(SshSettings.standard(), List.of(), "root@sun-b", UNAME))
        .isEqualTo(
            List.of(
                "ssh",
                "-a",
                "-x",
                "-o",
                "BatchMode=yes",
                "-o",
                "ConnectTimeout=10",
                "root@sun-b",
                FIRST + "'uname'"));
  }

  @Test
  void takes_the_operators_client_and_leaves_out_a_connect_timeout_of_zero() {
    SshSettings settings =
        new SshSettings(List.of("/opt/ssh/bin/ssh", "-i", "/etc/key"), Duration.ZERO);

    assertThat(SshCommandLine.of(settings, List.of(), "sun-b", UNAME))
        .isEqualTo(
            List.of(
                "/opt/ssh/bin/ssh",
                "-i",
                "/etc/key",
                "-a",
                "-x",
                "-o",
                "BatchMode=yes",
                "sun-b",
                FIRST + "'uname'"));
  }

  @ParameterizedTest
  @CsvSource({
    "sun-b, '', sun-b",
    "10.1.2.3, '', 10.1.2.3",
    "root@sun-b.example.org, '', root@sun-b.example.org",
    "sun-b:2222, 2222, sun-b",
    "svc.cvm@sun_b:22, 22, svc.cvm@sun_b",
    "[fe80::1%net0], '', fe80::1%net0",
    "root@[fe80::1]:2222, 2222, root@fe80::1",
  })
  void takes_an_address_apart(String address, String port, String destination) {
    List<String> argv = SshCommandLine.of(SshSettings.standard(), List.of(), address, UNAME);

    assertThat(argv.subList(7, argv.size() - 1))
        .isEqualTo(port.isEmpty() ? List.of(destination) : List.of("-p", port, destination));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-v",
        "-oProxyCommand=x",
        "root@-v",
        "-l@sun-b",
        "sun b",
        "sun-b;id",
        "sun-b\n",
        "a@b@c",
        "sun-b:",
        "sun-b:ssh",
        "@sun-b",
        "$HOST",
        "fe80::1",
        "sun-b/",
        "[x]"
      })
  void refuses_what_is_no_address(String address) {
    assertThat(SshCommandLine.reaches(address)).isFalse();
    assertThatThrownBy(() -> SshCommandLine.of(SshSettings.standard(), List.of(), address, UNAME))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "ldm           | 'ldm'",
        "\"\"          | ''",
        "two words     | 'two words'",
        "it's          | 'it'\\''s'",
        "'             | ''\\'''",
        "a\\b          | 'a\\b'",
        "$HOME         | '$HOME'",
        "*             | '*'",
        "`id`          | '`id`'",
        "-p            | '-p'",
      })
  void quotes_every_word_for_a_bourne_shell(String word, String quoted) {
    assertThat(SshCommandLine.remote(List.of(word))).isEqualTo(FIRST + quoted);
  }

  @Test
  void words_are_joined_by_blanks() {
    assertThat(SshCommandLine.remote(List.of("/usr/sbin/umount", "/my data")))
        .isEqualTo(FIRST + "'/usr/sbin/umount' '/my data'");
  }
}
