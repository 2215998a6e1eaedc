package org.cvmsnap.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.cvmsnap.host.Command;
import org.cvmsnap.host.CommandResult;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SimHostsTest {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final SimCluster cluster = Scenario.builtIn().cluster(new BareStorage());
  private final SimHosts hosts = SimHosts.of(cluster, SimHostsTest::died);

  private static void died() {
    throw new Died();
  }

  private static final class Died extends Error {
    private static final long serialVersionUID = 1;
  }

  @AfterEach
  void no_interrupt_is_left_for_others() {
    Thread.interrupted();
  }

  @Test
  void runs_on_the_control_domain_on_nodes_and_in_guests() throws InterruptedException {
    Command uname = Command.reads(LIMIT, List.of("/usr/bin/uname", "-n"));

    assertThat(hosts.controlDomain().run(uname))
        .isEqualTo(new CommandResult.Finished(0, "sun-a\n", ""));
    assertThat(hosts.on(Machine.node("sun-b")).run(uname))
        .isEqualTo(new CommandResult.Finished(0, "sun-b\n", ""));
    assertThat(hosts.on(Machine.guest(new GuestName("ldom1"), "root@ldom1:22")).run(uname))
        .isEqualTo(new CommandResult.Finished(0, "ldom1\n", ""));
    assertThat(hosts.on(Machine.guest(new GuestName("ldom2"), "ldom2")).run(uname))
        .isInstanceOf(CommandResult.NotStarted.class);
  }

  @Test
  void a_command_line_that_no_machine_takes_is_not_started() throws InterruptedException {
    Command longer = Command.reads(LIMIT, List.of("/usr/bin/ls", "x".repeat(128 << 10)));

    assertThat(hosts.controlDomain().run(longer))
        .isEqualTo(new CommandResult.NotStarted("Argument list too long"));
  }

  @Test
  void sleeping_lets_simulated_time_pass() throws InterruptedException {
    hosts.time().sleep(Duration.ofHours(1));

    assertThat(hosts.time().now()).isEqualTo(Instant.parse("2026-03-01T03:00:00Z"));
    assertThat(hosts.time().elapsed()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void a_change_that_is_called_a_read_is_a_bug() {
    Command wrong = Command.reads(LIMIT, List.of("ldm", "stop", "ldom1"));

    assertThatThrownBy(() -> hosts.controlDomain().run(wrong))
        .isInstanceOf(IllegalStateException.class);
    assertThat(cluster.truth().guest("ldom1").state()).isEqualTo("active");
  }

  @Test
  void an_interrupt_ends_a_read_and_waits_behind_a_change() throws InterruptedException {
    Thread.currentThread().interrupt();
    CommandResult change =
        hosts.controlDomain().run(Command.mutates(LIMIT, List.of("ldm", "bind", "ldom2")));
    assertThat(change).isEqualTo(new CommandResult.Finished(0, "", ""));
    assertThat(Thread.currentThread().isInterrupted()).isTrue();

    assertThatThrownBy(
            () -> hosts.controlDomain().run(Command.reads(LIMIT, List.of("uname", "-n"))))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void an_interrupt_ends_a_wait() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> hosts.time().sleep(Duration.ofSeconds(1)))
        .isInstanceOf(InterruptedException.class);
    assertThat(cluster.elapsed()).isZero();
  }

  @Test
  void the_pace_of_a_change_is_not_cut_short() throws InterruptedException {
    SimHosts paced = new SimHosts(SimStore.memory(cluster), "sun-a", 20, SimHostsTest::died);
    long begin = System.nanoTime();

    Thread.currentThread().interrupt();
    paced.controlDomain().run(Command.mutates(LIMIT, List.of("ldm", "bind", "ldom2")));

    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isGreaterThanOrEqualTo(Duration.ofMillis(95));
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void a_crash_dies_after_the_effect_was_kept() {
    cluster.add(Fault.on("ldm bind ldom2", Fault.Effect.CRASH_AFTER));

    assertThatThrownBy(
            () ->
                hosts.controlDomain().run(Command.mutates(LIMIT, List.of("ldm", "bind", "ldom2"))))
        .isInstanceOf(Died.class);
    assertThat(cluster.truth().guest("ldom2").state()).isEqualTo("bound");
  }
}
