package org.cvmsnap.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.CommandResult.NotStarted;
import org.cvmsnap.host.CommandResult.Unknown;
import org.cvmsnap.model.Machine;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What has not answered is not waited for again. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GivingUpHostsTest {
  private static final Machine HERE = Machine.controlDomain("sun-a");
  private static final Machine NODE = Machine.node("sun-b");

  private final List<String> asked = new ArrayList<>();
  private CommandResult answer = new Finished(0, "", "");

  private final Hosts hosts =
      new GivingUpHosts(
          new Hosts() {
            @Override
            public Host controlDomain() {
              return on(HERE);
            }

            @Override
            public Host on(Machine machine) {
              return command -> {
                asked.add(machine.name() + " " + command.text());
                return answer;
              };
            }

            @Override
            public Time time() {
              throw new UnsupportedOperationException();
            }
          });

  private CommandResult run(Machine machine, String... argv) throws InterruptedException {
    return hosts.on(machine).run(Command.reads(Duration.ofSeconds(1), List.of(argv)));
  }

  @Test
  void a_machine_that_gives_no_answer_is_asked_nothing_more() throws Exception {
    answer = new Unknown("it took too long");
    assertThat(run(NODE, "ldm", "list")).isEqualTo(answer);
    answer = new Finished(0, "", "");

    assertThat(run(NODE, "vxdg", "list"))
        .isInstanceOfSatisfying(
            NotStarted.class,
            not -> assertThat(not.why()).contains("'ldm list': it took too long"));
    assertThat(run(HERE, "ldm", "list")).isEqualTo(answer);
    assertThat(asked).containsExactly("sun-b ldm list", "sun-a ldm list");
  }

  @Test
  void of_the_control_domain_only_the_program_that_gives_none() throws Exception {
    answer = new Unknown("it took too long");
    assertThat(run(HERE, "ldm", "list")).isEqualTo(answer);
    answer = new Finished(0, "", "");

    assertThat(run(HERE, "ldm", "list-services")).isInstanceOf(NotStarted.class);
    assertThat(run(HERE, "vxdg", "list")).isEqualTo(answer);
  }

  @Test
  void one_that_has_no_such_program_has_answered() throws Exception {
    answer = new NotStarted("no hastatus", true);
    assertThat(run(NODE, "hastatus")).isEqualTo(answer);
    assertThat(run(NODE, "vxdg", "list")).isEqualTo(answer);
    assertThat(asked).hasSize(2);
  }
}
