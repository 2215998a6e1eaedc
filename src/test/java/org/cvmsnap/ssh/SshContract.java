package org.cvmsnap.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.host.Command;
import org.cvmsnap.host.CommandResult;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.CommandResult.NotStarted;
import org.cvmsnap.host.CommandResult.Unknown;
import org.cvmsnap.host.ForwardingTime;
import org.cvmsnap.host.Host;
import org.cvmsnap.host.RealHosts;
import org.cvmsnap.host.SshSettings;
import org.cvmsnap.host.Time;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.journal.LogDirectory;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.model.Machine;
import org.cvmsnap.sim.Scenario;
import org.cvmsnap.sim.SimCluster;
import org.cvmsnap.sim.SimHosts;
import org.cvmsnap.sim.SimStore;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.step.SiteSteps;
import org.cvmsnap.testing.GivenProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * cvmsnap on an admin host: the real client, a real server, the simulated cluster behind it, and
 * simulated time.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
abstract class SshContract {
  private static final List<String> NAMES = List.of("sun-a", "sun-b", "ldom1");
  private static final Duration AMPLE = Duration.ofSeconds(30);
  private static final String CLIENT = "/usr/bin/ssh";

  /** Words that would be something else to a shell; %1$s is a file that nobody is to make. */
  private static final List<String> HOSTILE =
      List.of(
          "",
          " ",
          "two words",
          "it's",
          "'",
          "\"",
          "a\\b\\",
          "$(touch %1$s)",
          "`touch %1$s`",
          "'; touch %1$s; '",
          "| touch %1$s &",
          "$HOME ${IFS} $$",
          "first\nsecond\n",
          "-oProxyCommand=touch",
          "--",
          "*?[a-z]~#!",
          "{a,b}",
          "/donn\u00e9es de l'\u00e9t\u00e9",
          "\t\r");

  @TempDir private Path directory;

  private SimStore store = SimStore.memory(Scenario.builtIn().cluster());
  private SimMachines machines = new SimMachines(store);
  private SshServers servers = new NoServers();

  abstract SshServers servers(SimMachines machines, List<String> names, Keys keys)
      throws IOException, InterruptedException;

  static boolean hasClient() {
    return Files.isExecutable(Path.of(CLIENT));
  }

  @BeforeEach
  void start() throws IOException, InterruptedException {
    store = SimStore.memory(quick().cluster());
    machines = new SimMachines(store);
    servers = servers(machines, NAMES, Keys.made(directory, NAMES));
    client("exec %s -F %s \"$@\"".formatted(CLIENT, servers.config()));
  }

  @AfterEach
  void stop() {
    servers.close();
  }

  /**
   * The built-in scenario with a mirror to break off and guests that take no time to boot. Who logs
   * in on ldom1 is at home on a file system that has to be unmounted.
   */
  private static Scenario quick() throws IOException {
    try (InputStream in = Scenario.class.getResourceAsStream("builtin.toml")) {
      if (in == null) {
        throw new IOException("no built-in scenario");
      }
      String text =
          new String(in.readAllBytes(), UTF_8)
              .replaceFirst(
                  "softstateSeconds = 75\nbootSeconds = 90",
                  "softstateSeconds = 1\nbootSeconds = 1")
              .replaceFirst("(name = \"datavol1\"\n)", "$1snapmirrors = 1\n")
              .replaceFirst("mounted = \\[\"/data\"", "home = \"/data/home/snap\"\n$0");
      return Scenario.of(text, "quick");
    }
  }

  /** What the command {@code ssh} does. */
  private void client(String script) throws IOException {
    Path bin = Files.createDirectories(directory.resolve("bin"));
    Path ssh = Files.writeString(bin.resolve("ssh"), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** A client that ends at an option that SunSSH does not know. */
  private void sunSsh() throws IOException {
    client(
        """
        case "$*" in
          -V) echo 'Sun_SSH_1.1.7, SSH protocols 1.5/2.0, OpenSSL 0x100020bf' >&2; exit 0 ;;
          *ControlPath* | *ServerAlive*) echo 'command-line: line 0: Bad configuration option' >&2; exit 255 ;;
        esac
        exec %s -F %s "$@"
        """
            .formatted(CLIENT, servers.config()));
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", directory.resolve("bin") + ":/usr/bin:/bin");
    environment.put("HOME", directory.toString());
    return environment;
  }

  private RealHosts hosts() {
    return RealHosts.through(
        environment(),
        SshSettings.standard(),
        SimHosts.of(store.look(SimCluster::copy), () -> {}).time(),
        Machine.controlDomain("sun-a"));
  }

  private CommandResult read(String... words) throws InterruptedException {
    try (RealHosts hosts = hosts()) {
      return hosts.controlDomain().run(Command.reads(AMPLE, List.of(words)));
    }
  }

  /** One process's worth of cvmsnap. */
  record Run(int exit, String out, String err) {}

  final Run cvmsnap(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] all = new String[args.length + 4];
    System.arraycopy(args, 0, all, 0, args.length);
    all[args.length] = "--host";
    all[args.length + 1] = "ssh://sun-a";
    all[args.length + 2] = "--state-dir";
    all[args.length + 3] = state().toString();
    int exit =
        new GivenProcess(all).environment(environment()).cluster(store).time(hasty()).run(out, err);
    return new Run(exit, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** Whoever sleeps a second oversleeps nine: what is looked at every second is ready sooner. */
  private Time hasty() {
    return new ForwardingTime(new SimHosts(store, "sun-a", 0, () -> {}).time()) {
      @Override
      public void sleep(Duration duration) throws InterruptedException {
        super.sleep(duration.multipliedBy(10));
      }
    };
  }

  private Path state() {
    return directory.resolve("state");
  }

  final SimTruth truth() {
    return store.look(SimCluster::truth);
  }

  private List<String> contents() {
    return truth().snapshots().stream().map(SimTruth.Snapshot::content).toList();
  }

  private List<RunRecord> unfinished() {
    return new Journals(new LogDirectory(state().resolve("runs")), SiteSteps::named).unfinished();
  }

  @Test
  void takes_from_an_admin_host() {
    SimTruth.Guest before = truth().guest("ldom1");

    Run taken = cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "old");

    assertThat(taken.exit()).as("%s", taken).isZero();
    assertThat(contents()).isNotEmpty().containsOnly("clean");
    assertThat(truth().guest("ldom1").state()).isEqualTo(before.state());
    assertThat(truth().guest("ldom1").mounts()).hasSameSizeAs(before.mounts());
    assertThat(machines.arrived()).anyMatch(line -> line.startsWith("sun-b# "));
  }

  /** A client that does not get through to the shared connection makes one of its own. */
  @Test
  void a_survey_shares_connections() throws Exception {
    Run run = cvmsnap("take", "datavol1", "--ldom", "ldom1", "--dry-run");

    assertThat(run.exit()).as("%s", run).isZero();
    assertThat(machines.arrived()).hasSizeGreaterThan(20);
    long handshakes = 0;
    for (String name : NAMES) {
      handshakes += servers.handshakes(name);
    }
    assertThat(handshakes)
        .as("of %s commands", machines.arrived().size())
        // Those that begin at once cannot share yet, and on a busy machine there are more of them.
        .isLessThan(machines.arrived().size() * 3L / 4);
  }

  @Test
  void a_client_that_is_no_open_ssh_gets_only_what_it_knows() throws Exception {
    sunSsh();

    CommandResult result = read(SimMachines.SAY, "x");

    assertThat(result).isEqualTo(new Finished(0, "x\0", ""));
  }

  @Test
  void words_arrive_as_they_were_and_nothing_else_happens() throws Exception {
    Path injected = directory.resolve("injected");
    List<String> words = HOSTILE.stream().map(word -> word.formatted(injected)).toList();
    List<String> argv = Stream.concat(Stream.of(SimMachines.SAY), words.stream()).toList();

    CommandResult result = read(argv.toArray(String[]::new));

    assertThat(result).isEqualTo(new Finished(0, String.join("\0", words) + "\0", ""));
    assertThat(injected).doesNotExist();
  }

  @Test
  void a_program_that_is_not_there_is_known_whatever_the_server_tells_everybody() throws Exception {
    NotStarted missing = new NotStarted("on sun-a: /usr/bin/env: No such file or directory", true);

    try (RealHosts hosts = hosts()) {
      Host host = hosts.controlDomain();

      assertThat(host.run(Command.reads(AMPLE, List.of(SimMachines.MISSING)))).isEqualTo(missing);
      assertThat(host.run(Command.mutates(AMPLE, List.of(SimMachines.MISSING)))).isEqualTo(missing);
    }
    sunSsh();
    assertThat(read(SimMachines.MISSING)).isEqualTo(missing);
  }

  @Test
  void an_unknown_host_key_is_a_clear_refusal() throws Exception {
    Files.writeString(directory.resolve("known_hosts"), "");

    Run run = cvmsnap("take", "datavol1", "--ldom", "ldom1");

    assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.REFUSED.value());
    assertThat(run.err())
        .contains("Host key verification failed", "connect once by hand: ssh -a -x sun-a");
    assertThat(machines.arrived()).isEmpty();
  }

  @Test
  void a_key_that_is_not_accepted_is_a_clear_refusal() throws Exception {
    Files.writeString(directory.resolve("user.pub"), "");

    Run run = cvmsnap("take", "datavol1", "--ldom", "ldom1");

    assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.REFUSED.value());
    assertThat(run.err()).contains("Permission denied (", "no key that is accepted");
    assertThat(machines.arrived()).isEmpty();
  }

  @Test
  void a_machine_on_which_nobody_listens_has_started_nothing() throws Exception {
    servers.close();

    CommandResult result = read("ldm", "list");

    assertThat(result)
        .isInstanceOfSatisfying(
            NotStarted.class, none -> assertThat(none.why()).contains("Connection refused"));
  }

  @Test
  void a_shell_that_speaks_by_itself_is_a_clear_refusal() throws Exception {
    servers.shellSays("Welcome to sun-a\nUptime: 3 days\n");

    Run run = cvmsnap("take", "datavol1", "--ldom", "ldom1");

    assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.REFUSED.value());
    assertThat(run.err()).contains("sun-a says by itself", "'Welcome to sun-a'", ".bashrc");
    assertThat(machines.arrived()).containsOnly("sun-a# true");
  }

  @Test
  void a_command_over_its_limit_is_unknown_and_the_next_one_is_answered() throws Exception {
    try (RealHosts hosts = hosts()) {
      Host host = hosts.controlDomain();
      host.run(Command.reads(AMPLE, List.of(SimMachines.SAY, "first")));
      machines.hang("say-words second");

      CommandResult late =
          host.run(Command.reads(Duration.ofSeconds(2), List.of(SimMachines.SAY, "second")));
      CommandResult next = host.run(Command.reads(AMPLE, List.of(SimMachines.SAY, "third")));

      assertThat(late).isInstanceOf(Unknown.class);
      assertThat(next).isEqualTo(new Finished(0, "third\0", ""));
    }
  }

  @Test
  void after_a_cut_a_read_is_asked_again_and_what_became_of_an_act_is_unknown() throws Exception {
    for (SimMachines.Cut when : SimMachines.Cut.values()) {
      try (RealHosts hosts = hosts()) {
        Host host = hosts.controlDomain();
        host.run(Command.reads(AMPLE, List.of(SimMachines.SAY, "first")));
        machines.cut(when, "say-words second");

        CommandResult read = host.run(Command.reads(AMPLE, List.of(SimMachines.SAY, "second")));
        machines.cut(when, "say-words third");
        CommandResult act = host.run(Command.mutates(AMPLE, List.of(SimMachines.SAY, "third")));
        CommandResult next = host.run(Command.reads(AMPLE, List.of(SimMachines.SAY, "fourth")));

        assertThat(read).isEqualTo(new Finished(0, "second\0", ""));
        assertThat(act).isInstanceOf(Unknown.class);
        assertThat(next).isEqualTo(new Finished(0, "fourth\0", ""));
      }
    }
    assertThat(machines.arrived()).filteredOn(line -> line.endsWith("third")).hasSize(2);
  }

  final void the_guest_comes_back(SimMachines.Cut when, String words) {
    int before = truth().guest("ldom1").mounts().size();
    machines.cut(when, words);

    Run run = cvmsnap("take", "datavol1", "--ldom", "ldom1");

    assertThat(machines.hasCut()).as("%s%n%s", run, machines.arrived()).isTrue();
    assertThat(run.exit()).as("%s", run).isLessThan(100);
    assertThat(unfinished()).isEmpty();
    assertThat(truth().guest("ldom1").state()).isEqualTo("active");
    assertThat(truth().guest("ldom1").mounts()).hasSize(before);
    assertThat(contents()).allMatch("clean"::equals);
  }

  private static final class NoServers implements SshServers {
    @Override
    public Path config() {
      return Path.of("/dev/null");
    }

    @Override
    public long handshakes(String machine) {
      return 0;
    }

    @Override
    public void shellSays(String text) {}

    @Override
    public void close() {}
  }
}
