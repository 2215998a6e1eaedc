package org.cvmsnap.processes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.sim.Fault;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals, terminals that close, and processes that meet. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SignalsTest {
  /** So slow that a signal finds the guest down. */
  private static final String SPEED = "--sim-speed=60";

  @TempDir private Path directory;
  private ProcessWorld world;
  private Map<String, Object> before;

  @BeforeEach
  void setUp() {
    world = new ProcessWorld(ProcessWorld.compiled(), directory);
    before = world.guest("ldom1");
  }

  private ProcessWorld.Running take(String... more) throws IOException {
    String[] words = new String[more.length + 5];
    System.arraycopy(new String[] {"take", "datavol1", "--ldom", "ldom1", SPEED}, 0, words, 0, 5);
    System.arraycopy(more, 0, words, 5, more.length);
    return world.start(words);
  }

  /**
   * Whoever runs under nohup, or in the background of a shell, hands on that it ignores signals.
   */
  private static boolean heard(String signal) throws IOException {
    long number = Map.of("HUP", 1L, "INT", 2L, "TERM", 15L).getOrDefault(signal, 0L);
    Path status = Path.of("/proc/self/status");
    return !Files.exists(status)
        || Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
            .allMatch(ignored -> (ignored >> (number - 1) & 1) == 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "HUP"})
  void a_signal_in_the_outage_brings_the_guest_home_in_order(String signal) throws Exception {
    Assumptions.assumeTrue(heard(signal));
    ProcessWorld.Running run = take();
    world.awaitCommand("ldm stop");

    run.signal(signal);

    assertThat(run.exit()).as(run.said()).isEqualTo(ExitCode.INTERRUPTED.value());
    assertThat(run.said()).contains("SIG" + signal);
    assertThat(world.guest("ldom1")).isEqualTo(before);
    assertThat(world.unfinished()).isEmpty();
  }

  @Test
  void a_ctrl_z_in_the_outage_is_put_off() throws Exception {
    ProcessWorld.Running run = take();
    world.awaitCommand("ldm stop");

    run.signal("TSTP");

    assertThat(run.exit()).as(run.said()).isZero();
    assertThat(run.said()).contains("SIGTSTP: put off until the guest is back");
    assertThat(world.guest("ldom1")).isEqualTo(before);
  }

  @Test
  void a_ctrl_z_stops_a_process_that_owes_nothing() throws Exception {
    ProcessWorld.Running run = world.start("take", "datavol1", "--ldom", "ldom1", "--sim-speed=3");
    world.awaitCommand("ldm list");

    run.signal("TSTP");
    ProcessWorld.await("it to be stopped", () -> state(run).equals("T"));
    run.signal("TERM");
    run.signal("CONT");

    assertThat(run.exit()).as(run.said()).isEqualTo(ExitCode.INTERRUPTED.value());
    assertThat(world.guest("ldom1")).isEqualTo(before);
  }

  @Test
  void who_has_to_do_with_a_stopped_process_is_told_how_it_goes_on() throws Exception {
    ProcessWorld.Running run = take();
    world.awaitCommand("ldm unbind");
    String goesOn = "kill -CONT " + run.process().pid();

    run.signal("STOP");
    ProcessWorld.await("it to be stopped", () -> state(run).equals("T"));
    ProcessWorld.Running status = world.start("status");
    ProcessWorld.Running recover = world.start("recover");

    assertThat(status.exit()).as(status.said()).isEqualTo(ExitCode.SERVICE_DOWN);
    assertThat(status.said()).contains(", which is stopped\n", "next: " + goesOn);
    assertThat(recover.exit()).as(recover.said()).isEqualTo(ExitCode.BUSY.value());
    assertThat(recover.said()).contains("is stopped and does not go on by itself", goesOn);
    run.signal("CONT");
    assertThat(run.exit()).as(run.said()).isZero();
    assertThat(world.guest("ldom1")).isEqualTo(before);
  }

  @Test
  void a_run_at_work_is_no_alarm_to_whoever_asks_and_asking_does_not_disturb_it() throws Exception {
    ProcessWorld.Running run = take();
    world.awaitCommand("ldm stop");

    ProcessWorld.Running status = world.start("status");

    assertThat(status.exit()).as(status.said()).isEqualTo(ExitCode.BUSY.value());
    assertThat(status.said())
        .contains("cvmsnap take is at work on it")
        .doesNotContain("cvmsnap recover");
    assertThat(run.exit()).as(run.said()).isZero();
  }

  @Test
  void a_run_is_followed_and_asked_to_go_home_by_other_processes() throws Exception {
    ProcessWorld.Running run = take();
    world.awaitCommand("ldm stop");

    ProcessWorld.Running follow = world.start("status", "--follow");
    ProcessWorld.await("a step to be told", () -> follow.said().contains("-domain ldom1 ("));
    ProcessWorld.Running abort = world.start("abort", "--ldom", "ldom1");

    assertThat(run.exit()).as(run.said()).isEqualTo(ExitCode.INTERRUPTED.value());
    assertThat(abort.exit()).as(abort.said()).isZero();
    assertThat(abort.said()).contains("has given up ldom1; run ", ": 6, interrupted");
    assertThat(follow.exit()).as(follow.said()).isEqualTo(ExitCode.INTERRUPTED.value());
    assertThat(world.guest("ldom1")).isEqualTo(before);
  }

  private static String state(ProcessWorld.Running run) {
    try {
      Process ps =
          new ProcessBuilder("ps", "-o", "s=", "-p", Long.toString(run.process().pid())).start();
      return new String(ps.getInputStream().readAllBytes(), UTF_8).strip();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void any_number_of_signals_do_not_stop_the_way_home() throws Exception {
    // What is owed stays so for a minute of the cluster's, which is long enough to be asked for.
    world.fault(Fault.on("ldm bind *", Fault.Effect.FAIL));
    ProcessWorld.Running run = take();
    world.awaitCommand("ldm unbind");

    run.signal("TERM");
    ProcessWorld.await("the signal to be heard", () -> run.said().contains("SIGTERM"));
    run.signal("TERM");
    ProcessWorld.await("what is owed to be told", () -> run.said().contains("has to be bound"));
    run.signal("HUP");
    run.signal("INT");

    assertThat(run.exit()).as(run.said()).isEqualTo(ExitCode.INTERRUPTED.value());
    assertThat(world.guest("ldom1")).isEqualTo(before);
  }

  private static boolean givesTerminals(Path script) throws IOException, InterruptedException {
    return new ProcessBuilder(script.toString(), "-qfc", "test -t 0", "/dev/null")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  @Test
  void a_terminal_that_closes_brings_the_guest_home() throws Exception {
    Path script = Path.of("/usr/bin/script");
    Assumptions.assumeTrue(Files.isExecutable(script) && heard("HUP"));
    Assumptions.assumeTrue(givesTerminals(script));
    String line =
        String.join(" ", world.words("take", "datavol1", "--ldom", "ldom1", SPEED))
            .replaceAll("[^A-Za-z0-9 /.:=_+-]", "\\\\$0");
    Process terminal =
        new ProcessBuilder(script.toString(), "-qfc", "exec " + line, "/dev/null")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("terminal.out").toFile())
            .start();
    world.awaitCommand("ldm stop");
    ProcessHandle cvmsnap =
        terminal
            .descendants()
            .filter(each -> each.info().commandLine().orElse("").contains("org.cvmsnap.Main"))
            .reduce((first, second) -> second)
            .orElseThrow();

    terminal.destroyForcibly();
    cvmsnap.onExit().get(120, TimeUnit.SECONDS);

    assertThat(world.guest("ldom1")).isEqualTo(before);
    assertThat(world.unfinished()).isEmpty();
    assertThat(world.truth().snapshots()).isEmpty();
  }

  @Test
  void of_two_processes_on_one_guest_the_second_is_told_who_has_it() throws Exception {
    ProcessWorld.Running first = take();
    world.awaitCommand("umount /data");

    ProcessWorld.Running second = take();

    assertThat(second.exit()).as(second.said()).isEqualTo(ExitCode.BUSY.value());
    assertThat(second.said()).contains("Guest ldom1 is held by", "take datavol1 --ldom ldom1");
    assertThat(first.exit()).as(first.said()).isZero();
    assertThat(world.guest("ldom1")).isEqualTo(before);
    assertThat(world.truth().snapshots()).hasSize(1);
  }

  @Test
  void who_waits_for_the_guest_gets_it_when_the_first_has_ended() throws Exception {
    ProcessWorld.Running first = take();
    world.awaitCommand("umount /data");

    ProcessWorld.Running second = take("--lock-wait=100s");

    assertThat(second.exit()).as(second.said()).isZero();
    assertThat(first.exit()).as(first.said()).isZero();
    assertThat(world.truth().snapshots()).hasSize(2).allMatch(s -> s.content().equals("clean"));
    assertThat(world.guest("ldom1")).isEqualTo(before);
  }

  @Test
  void processes_on_two_guests_do_not_disturb_each_other() throws Exception {
    Map<String, Object> other = world.guest("ldom3");
    ProcessWorld.Running first = take();
    world.awaitCommand("umount /data");

    ProcessWorld.Running second = world.onNode("sun-b", "take", "datavol3", "--ldom", "ldom3");

    assertThat(second.exit()).as(second.said()).isZero();
    assertThat(first.exit()).as(first.said()).isZero();
    assertThat(world.guest("ldom1")).isEqualTo(before);
    assertThat(world.guest("ldom3")).isEqualTo(other);
    assertThat(world.truth().snapshots()).hasSize(2).allMatch(s -> s.content().equals("clean"));
  }
}
