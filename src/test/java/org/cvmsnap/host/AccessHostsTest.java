package org.cvmsnap.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.CommandResult.NotStarted;
import org.cvmsnap.host.CommandResult.Unknown;
import org.cvmsnap.model.Access;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words before a command are part of its argv, and what they say is not taken for its answer. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AccessHostsTest {
  private static final Machine LDOM1 = Machine.guest(new GuestName("ldom1"), "snap@ldom1");
  private static final Command METASTAT =
      Command.reads(Duration.ofSeconds(5), List.of("metastat", "-p"));

  private final List<String> asked = new ArrayList<>();

  private Hosts answering(CommandResult result, Access access) {
    return AccessHosts.of(
        new Hosts() {
          @Override
          public Host controlDomain() {
            return on(Machine.controlDomain("here"));
          }

          @Override
          public Host on(Machine machine) {
            return command -> {
              asked.add(machine.address() + "# " + command.text());
              return result;
            };
          }

          @Override
          public Time time() {
            throw new AssertionError("nobody asks for the time");
          }
        },
        access);
  }

  private CommandResult told(String prefix, CommandResult result) throws InterruptedException {
    Access access = new Access(List.of(prefix.split(" ")), List.of(), Map.of());
    return answering(result, access).on(LDOM1).run(METASTAT);
  }

  @Test
  void each_kind_of_machine_has_its_own_words_and_a_node_its_own_address()
      throws InterruptedException {
    Access access =
        new Access(List.of("pfexec"), List.of("sudo", "-n"), Map.of("sun-b", "snap@10.0.0.2"));
    Hosts hosts = answering(new Finished(0, "", ""), access);

    hosts.on(LDOM1).run(METASTAT);
    hosts.on(Machine.node("sun-b")).run(METASTAT);
    hosts.on(Machine.node("sun-c")).run(METASTAT);
    hosts.controlDomain().run(METASTAT);

    assertThat(asked)
        .containsExactly(
            "snap@ldom1# pfexec metastat -p",
            "snap@10.0.0.2# sudo -n metastat -p",
            "sun-c# sudo -n metastat -p",
            "here# sudo -n metastat -p");
  }

  @Test
  void a_node_and_a_guest_may_have_words_of_their_own_and_others_have_the_usual()
      throws InterruptedException {
    Access access =
        new Access(
            List.of("pfexec"),
            List.of("sudo", "-n"),
            Map.of(),
            Map.of("ldom1", ""),
            Map.of("sun-b", "pfexec", "sun-a", "no-such-words"));
    Hosts hosts = answering(new Finished(0, "", ""), access);

    hosts.on(LDOM1).run(METASTAT);
    hosts.on(Machine.node("sun-b")).run(METASTAT);
    hosts.on(Machine.node("sun-c")).run(METASTAT);
    hosts.on(Machine.controlDomain("sun-a")).run(METASTAT);

    assertThat(asked)
        .containsExactly(
            "snap@ldom1# metastat -p",
            "sun-b# pfexec metastat -p",
            "sun-c# sudo -n metastat -p",
            "sun-a# sudo -n metastat -p");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "metastat: Command not found\n",
        "sudo: metastat: command not found\n",
        "pfexec: can't execute metastat: No such file or directory\n"
      })
  void a_program_that_is_not_there_is_missing_whatever_was_to_start_it(String said)
      throws InterruptedException {
    assertThat(told("pfexec", new Finished(1, "", said)))
        .isInstanceOfSatisfying(NotStarted.class, not -> assertThat(not.missing()).isTrue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ksh: sudo: not found\n",
        "sudo: a password is required\n",
        "Sorry, user snap is not allowed to execute '/usr/sbin/metastat -p' as root on ldom1.\n"
      })
  void what_the_prefix_does_not_start_is_not_missing(String said) throws InterruptedException {
    int exit = said.startsWith("ksh") ? 127 : 1;

    assertThat(told("sudo -n", new Finished(exit, "", said)))
        .isEqualTo(new NotStarted(said.strip()));
  }

  @Test
  void a_prefix_that_is_missing_says_nothing_of_the_program() throws InterruptedException {
    assertThat(told("sudo -n", new NotStarted("No such file or directory", true)))
        .isEqualTo(new NotStarted("'sudo' cannot be run: No such file or directory"));
  }

  @Test
  void any_other_end_is_the_program_s_own() throws InterruptedException {
    for (CommandResult result :
        List.of(
            new Finished(0, "d20 1 1 c0d2s0", ""),
            new Finished(1, "", "metastat: there are no existing databases"),
            new Finished(1, "out", "metastat: Command not found"),
            new Unknown("no answer"))) {
      assertThat(told("pfexec", result)).isEqualTo(result);
    }
  }

  @Test
  void without_words_nothing_is_wrapped() {
    Hosts plain = answering(new Finished(0, "", ""), Access.USUAL);

    assertThat(AccessHosts.of(plain, Access.USUAL)).isSameAs(plain);
  }
}
