package org.cvmsnap.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.CommandResult.NotStarted;
import org.cvmsnap.host.CommandResult.Unknown;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SshVerdictTest {
  private static final Command STOP =
      Command.mutates(Duration.ofSeconds(60), List.of("ldm", "stop", "ldom1"));

  private static CommandResult verdict(int exit, String out, String err) {
    return SshVerdict.of(new Finished(exit, out, err), "root@sun-b", STOP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ssh: connect to host sun-b port 22: Connection refused",
        "ssh: connect to host sun-b port 22: Connection timed out",
        "ssh: connect to host sun-b port 22: No route to host",
        "ssh: connect to host sun-b port 22: Network is unreachable",
        "ssh: connect to address 10.0.0.2 port 22: Connection refused",
        "ssh: Could not resolve hostname sun-b: Name or service not known",
        "ssh: sun-b: node name or service name not known",
        "Permission denied (publickey,password).",
        "Permission denied (gssapi-keyex,gssapi-with-mic,publickey,keyboard-interactive).",
        "root@sun-b: Permission denied (publickey).",
        "Received disconnect from 10.0.0.2 port 22:2: Too many authentication failures",
        "No ED25519 host key is known for sun-b.\nHost key verification failed.",
        "kex_exchange_identification: read: Connection reset by peer",
        "ssh_exchange_identification: Connection closed by remote host",
        "Connection timed out during banner exchange",
        "Unable to negotiate with 10.0.0.2 port 22: no matching key exchange method found.",
        "command-line: line 0: Bad configuration option: ConnectTimeout",
        "Authorized use only!\n\nPermission denied (publickey).\n",
        "Warning: x\r\nHost key verification failed.\r\n",
      })
  void a_session_that_never_was_started_nothing(String err) {
    assertThat(verdict(255, "", err)).isInstanceOf(NotStarted.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Connection to sun-b closed by remote host.",
        "Connection closed by 10.0.0.2 port 22",
        "client_loop: send disconnect: Broken pipe",
        "packet_write_wait: Connection to 10.0.0.2 port 22: Broken pipe",
        "Timeout, server sun-b not responding.",
        "Read from remote host sun-b: Connection reset by peer",
        "umount: Permission denied",
        "Permission denied",
        "The domain ldom1 could not be stopped: Connection refused",
        "something new",
      })
  void any_other_end_with_255_may_have_started_it(String err) {
    assertThat(verdict(255, "", err)).isInstanceOf(Unknown.class);
  }

  @Test
  void a_command_that_printed_something_was_started_whatever_the_words() {
    assertThat(verdict(255, "LDom ldom1 stopped\n", "Host key verification failed."))
        .isInstanceOf(Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {129, 130, 137, 141, 143})
  void a_signal_may_have_killed_the_client_or_the_command(int exit) {
    assertThat(verdict(exit, "", "")).isInstanceOf(Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 42, 126, 127, 128, 254})
  void any_other_status_is_the_commands(int exit) {
    assertThat(verdict(exit, "out", "err")).isEqualTo(new Finished(exit, "out", "err"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "env: 'ldm': No such file or directory",
        "env: ldm: No such file or directory\n",
        "/usr/bin/env: \u2018ldm\u2019: No such file or directory",
        "/usr/bin/env: No such file or directory\n",
        "env: No such file or directory",
      })
  void env_says_that_there_is_no_such_program(String err) {
    assertThat(verdict(127, "", err))
        .isInstanceOfSatisfying(
            NotStarted.class, result -> assertThat(result.missing()).as(err).isTrue());
  }

  @Test
  void only_env_alone_says_that_nothing_was_started() {
    String err = "/usr/bin/env: No such file or directory";

    assertThat(verdict(126, "", err)).isInstanceOf(Finished.class);
    assertThat(verdict(1, "", err)).isInstanceOf(Finished.class);
    assertThat(verdict(127, "LDom ldom1 stopped", err)).isInstanceOf(Finished.class);
    assertThat(verdict(127, "", "a warning\n" + err)).isInstanceOf(Finished.class);
  }

  @Test
  void a_program_that_misses_another_one_did_start() {
    Finished result = new Finished(127, "", "env: 'perl': No such file or directory");

    assertThat(SshVerdict.of(result, "sun-b", STOP)).isEqualTo(result);
  }
}
