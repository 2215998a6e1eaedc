package org.cvmsnap.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.CommandResult.NotStarted;
import org.cvmsnap.host.CommandResult.Unknown;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Runs a real shell behind an {@code ssh} that does what the server does with its argument. */
class SshHostTest extends RunningHostContract {
  /** Takes options with a value, then the address, and hands the rest to the user's shell. */
  private static final String SSH =
      """
      #!/bin/sh
      while :; do
        case $1 in
          -o | -p) shift 2 ;;
          -a | -x) shift ;;
          *) break ;;
        esac
      done
      [ "$1" = root@sun-b ] || { echo "ssh: Could not resolve hostname $1: unknown" >&2; exit 255; }
      shift
      exec env -i HOME=/root /bin/sh -c "$*"
      """;

  private static final String REAL_SSH = "/usr/bin/ssh";

  @TempDir private Path bin;

  @BeforeEach
  void putSshOnThePath() throws IOException {
    ssh(SSH);
  }

  private void ssh(String text) throws IOException {
    Path ssh = Files.writeString(bin.resolve("ssh"), text);
    Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Override
  Host host() {
    return at("root@sun-b");
  }

  private Host at(String address) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("PATH", bin + ":" + environment.get("PATH"));
    return new SshClient(new LocalHost(environment), SshSettings.standard()).at(address);
  }

  @Test
  void a_machine_that_was_not_reached_did_not_start_it() throws Exception {
    CommandResult result = at("elsewhere").run(shell("echo x"));

    assertThat(result)
        .isEqualTo(
            new NotStarted("ssh to elsewhere: ssh: Could not resolve hostname elsewhere: unknown"));
  }

  @Test
  void a_session_that_broke_is_unknown() throws Exception {
    Host host = host();
    host.run(shell("echo x"));
    ssh("#!/bin/sh\necho 'Connection to sun-b closed by remote host.' >&2\nexit 255\n");

    CommandResult result = host.run(shell("echo x"));

    assertThat(result)
        .isEqualTo(
            new Unknown(
                "ssh to root@sun-b ended with 255: Connection to sun-b closed by remote host."));
  }

  @Test
  void a_session_that_broke_at_the_first_word_has_not_started_the_command() throws Exception {
    ssh("#!/bin/sh\necho 'Connection to sun-b closed by remote host.' >&2\nexit 255\n");

    CommandResult result = host().run(shell("echo x"));

    assertThat(result)
        .isEqualTo(
            new NotStarted(
                "ssh to root@sun-b ended with 255: Connection to sun-b closed by remote host."));
  }

  @Test
  void an_address_that_looks_like_an_option_is_never_given_to_ssh() throws Exception {
    Path asked = bin.resolve("asked");
    ssh("#!/bin/sh\n: > '" + asked + "'\n");

    CommandResult result = at("-oProxyCommand=sh").run(shell("echo x"));

    assertThat(result).isInstanceOf(NotStarted.class);
    assertThat(asked).doesNotExist();
  }

  @Test
  void without_an_ssh_nothing_was_started() throws Exception {
    Host none = new LocalHost(Map.of());
    SshSettings settings = new SshSettings(List.of("/no/such/ssh"), Duration.ZERO);

    CommandResult result = new SshClient(none, settings).at("sun-b").run(shell("echo x"));

    assertThat(result).isInstanceOf(NotStarted.class);
  }

  @Test
  @EnabledIf("hasSsh")
  void the_real_ssh_says_that_nobody_listens() throws Exception {
    SshSettings own = new SshSettings(List.of(REAL_SSH, "-F", "/dev/null"), Duration.ofSeconds(5));

    CommandResult result =
        new SshClient(new LocalHost(System.getenv()), own)
            .at("root@127.0.0.1:1")
            .run(shell("echo x"));

    assertThat(result)
        .isInstanceOfSatisfying(
            NotStarted.class, none -> assertThat(none.why()).contains("127.0.0.1 port 1"));
  }

  @Test
  @EnabledIf("hasSsh")
  void the_real_ssh_forwards_neither_agent_nor_display_whatever_its_configuration_says()
      throws Exception {
    Path config = bin.resolve("config");
    Files.writeString(config, "ForwardAgent yes\nForwardX11 yes\nForwardX11Trusted yes\n");
    SshSettings own =
        new SshSettings(List.of(REAL_SSH, "-F", config.toString(), "-G"), Duration.ofSeconds(5));
    Path socket = bin.resolve("socket");

    for (List<String> options :
        List.of(List.<String>of(), OpenSsh.keeping(socket), OpenSsh.through(socket))) {
      CommandResult effective =
          new LocalHost(System.getenv())
              .run(
                  Command.reads(
                      Duration.ofSeconds(5), SshCommandLine.connection(own, options, "ldom1")));

      assertThat(effective)
          .isInstanceOfSatisfying(
              Finished.class,
              said -> assertThat(said.out()).contains("forwardagent no", "forwardx11 no"));
    }
  }

  static boolean hasSsh() {
    return Files.isExecutable(Path.of(REAL_SSH));
  }

  @Test
  void hands_on_the_status_of_the_remote_command() throws Exception {
    assertThat(host().run(shell("exit 42"))).isEqualTo(new Finished(42, "", ""));
  }
}
