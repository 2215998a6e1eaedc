package org.cvmsnap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import org.cvmsnap.host.Command;
import org.cvmsnap.host.CommandResult;
import org.cvmsnap.host.Host;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What the log of the system is told, and how. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MachineProcessesTest {
  private final List<Command> given = new ArrayList<>();

  private Host host(CommandResult result) {
    return command -> {
      given.add(command);
      return result;
    };
  }

  private MachineProcesses processes(CommandResult result, boolean real) {
    return new MachineProcesses(() -> host(result), () -> real);
  }

  @Test
  void a_run_is_noted_by_the_platforms_own_command_within_seconds() {
    MachineProcesses processes = processes(new CommandResult.Finished(0, "", ""), true);

    processes.note(false, "take of ldom1; 'a b'");
    processes.note(true, "SERVICE DOWN");

    assertThat(given)
        .extracting(Command::argv)
        .containsExactly(
            List.of("logger", "-t", "cvmsnap", "-p", "daemon.notice", "take of ldom1; 'a b'"),
            List.of("logger", "-t", "cvmsnap", "-p", "daemon.crit", "SERVICE DOWN"));
    assertThat(given).allMatch(command -> command.limit().toSeconds() <= 5);
  }

  @Test
  void where_that_fails_nothing_comes_of_it() {
    for (CommandResult result :
        List.of(
            new CommandResult.Finished(1, "", "no"),
            new CommandResult.Unknown("no answer"),
            new CommandResult.NotStarted("logger: not found", true))) {
      assertThatCode(() -> processes(result, true).note(true, "line")).doesNotThrowAnyException();
    }
    assertThat(given).hasSize(3);
  }

  @Test
  void a_run_on_a_simulated_cluster_is_none_of_this_machines() {
    processes(new CommandResult.Finished(0, "", ""), false).note(true, "line");

    assertThat(given).isEmpty();
  }
}
