package org.cvmsnap.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cvmsnap.host.Command;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.Host;
import org.cvmsnap.host.Hosts;
import org.cvmsnap.host.Time;
import org.cvmsnap.model.Machine;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** How long a machine's answer is good for. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FreshHostsTest {
  private static final Machine HERE = Machine.controlDomain("sun-a");
  private static final Machine NODE = Machine.node("sun-b");
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Command LIST = Command.reads(LIMIT, List.of("ldm", "list"));
  private static final Command STOP = Command.mutates(LIMIT, List.of("ldm", "stop"));

  private final Machines machines = new Machines();
  private final Hosts hosts = new FreshHosts(machines);

  /** Machines whose commands take as long as the test says, and are counted. */
  private static final class Machines implements Hosts, Time {
    private final List<String> ran = new ArrayList<>();
    private Duration elapsed = Duration.ZERO;
    private Duration took = Duration.ZERO;
    private boolean interrupts;
    private Runnable during = () -> {};

    @Override
    public Host controlDomain() {
      return on(HERE);
    }

    @Override
    public Host on(Machine machine) {
      return command -> {
        ran.add(machine.name() + " " + command.text());
        elapsed = elapsed.plus(took);
        if (command.mutates()) {
          during.run();
        }
        if (interrupts) {
          throw new InterruptedException();
        }
        return new Finished(0, "answer " + ran.size(), "");
      };
    }

    @Override
    public Time time() {
      return this;
    }

    @Override
    public Instant now() {
      return Instant.EPOCH.plus(elapsed);
    }

    @Override
    public Duration elapsed() {
      return elapsed;
    }

    @Override
    public void sleep(Duration duration) {
      elapsed = elapsed.plus(duration);
    }
  }

  private String says(Machine machine, Command command) throws InterruptedException {
    return ((Finished) hosts.on(machine).run(command)).out();
  }

  private void passes(int millis) {
    machines.elapsed = machines.elapsed.plusMillis(millis);
  }

  @Test
  void what_was_said_within_a_second_is_not_asked_again() throws Exception {
    assertThat(says(NODE, LIST)).isEqualTo("answer 1");
    passes(999);
    assertThat(says(NODE, LIST)).isEqualTo("answer 1");
    passes(1);
    assertThat(says(NODE, LIST)).isEqualTo("answer 2");
  }

  @Test
  void it_is_that_machine_s_answer_to_that_question() throws Exception {
    Command other = Command.reads(LIMIT, List.of("ldm", "list", "-p"));

    assertThat(List.of(says(NODE, LIST), says(NODE, other), says(HERE, LIST)))
        .containsExactly("answer 1", "answer 2", "answer 3");
  }

  @Test
  void whatever_changes_anything_anywhere_makes_all_of_it_old() throws Exception {
    for (Host changing : List.of(hosts.on(NODE), hosts.on(HERE), hosts.controlDomain())) {
      String before = says(NODE, LIST);
      changing.run(STOP);
      assertThat(says(NODE, LIST)).isNotEqualTo(before);
    }
    assertThat(machines.ran).filteredOn(each -> each.endsWith("stop")).hasSize(3);
  }

  @Test
  void while_something_changes_nothing_old_is_told() throws Exception {
    List<String> said = new ArrayList<>(List.of(says(NODE, LIST)));
    machines.during =
        () -> {
          try {
            said.add(says(NODE, LIST));
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };

    hosts.on(HERE).run(STOP);
    said.add(says(NODE, LIST));

    assertThat(said).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void also_where_it_was_cut_short() throws Exception {
    String before = says(NODE, LIST);
    machines.interrupts = true;
    assertThatThrownBy(() -> hosts.on(NODE).run(STOP)).isInstanceOf(InterruptedException.class);
    machines.interrupts = false;

    assertThat(says(NODE, LIST)).isNotEqualTo(before);
  }

  @Test
  void the_control_domain_is_asked_anew_where_its_name_is_not_known() throws Exception {
    hosts.controlDomain().run(LIST);
    hosts.controlDomain().run(LIST);

    assertThat(machines.ran).containsExactly("sun-a ldm list", "sun-a ldm list");
  }

  @Test
  void who_waits_wants_to_see_anew() throws Exception {
    String before = says(NODE, LIST);

    hosts.time().sleep(Duration.ofMillis(1));

    assertThat(says(NODE, LIST)).isNotEqualTo(before);
    assertThat(machines.elapsed).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void what_is_asked_together_is_good_for_a_second_from_its_end() throws Exception {
    machines.took = Duration.ofSeconds(2);
    List<String> said =
        hosts.ask(List.<Hosts.Question<String>>of(() -> says(NODE, LIST), () -> says(HERE, LIST)));
    machines.took = Duration.ZERO;
    passes(999);

    assertThat(List.of(says(NODE, LIST), says(HERE, LIST))).isEqualTo(said);

    passes(1);
    assertThat(says(NODE, LIST)).isEqualTo("answer 3");
  }

  @Test
  void but_not_once_it_is_more_than_five_seconds_old() throws Exception {
    for (int seconds : new int[] {5, 6}) {
      hosts.time().sleep(Duration.ofMinutes(1));
      machines.took = Duration.ZERO;
      List<String> said =
          hosts.ask(
              List.<Hosts.Question<String>>of(
                  () -> says(NODE, LIST),
                  () -> {
                    machines.took = Duration.ofSeconds(seconds);
                    return says(HERE, LIST);
                  }));
      machines.took = Duration.ZERO;

      assertThat(says(NODE, LIST).equals(said.get(0))).as("%d s", seconds).isEqualTo(seconds == 5);
      assertThat(says(HERE, LIST)).isEqualTo(said.get(1));
    }
  }

  @Test
  void what_was_said_before_gets_no_younger_by_others_being_asked_together() throws Exception {
    String before = says(NODE, LIST);
    passes(900);

    List<String> unused = hosts.ask(List.<Hosts.Question<String>>of(() -> says(HERE, LIST)));
    passes(200);

    assertThat(says(NODE, LIST)).isNotEqualTo(before);
  }

  @Test
  void what_was_said_at_the_moment_when_the_asking_began_is_of_it() throws Exception {
    String before = says(NODE, LIST);
    machines.took = Duration.ofMillis(800);

    List<String> unused = hosts.ask(List.<Hosts.Question<String>>of(() -> says(HERE, LIST)));
    passes(900);

    assertThat(says(NODE, LIST)).isEqualTo(before);
  }

  @Test
  void who_does_several_things_beside_each_other_has_answers_of_his_own() throws Exception {
    String before = says(NODE, LIST);
    List<String> said = new ArrayList<>();

    hosts.each(
        List.of(
            own -> {
              try {
                said.add(((Finished) own.on(NODE).run(LIST)).out());
                said.add(((Finished) own.on(NODE).run(LIST)).out());
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            }));

    assertThat(said).hasSize(2).doesNotContain(before);
    assertThat(said.get(0)).isEqualTo(said.get(1));
  }
}
