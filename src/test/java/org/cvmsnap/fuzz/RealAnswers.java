package org.cvmsnap.fuzz;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.host.Command;
import org.cvmsnap.host.CommandResult;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.CommandResult.NotStarted;
import org.cvmsnap.host.Host;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.sim.Scenario;
import org.cvmsnap.sim.SimCluster;
import org.cvmsnap.sim.SimHosts;
import org.cvmsnap.testing.World;

/** What simulated machines answer to a question. */
final class RealAnswers {
  private static final Machine LDOM1 = Machine.guest(new GuestName("ldom1"), "ldom1");

  /** The whole answer of one machine: what each command of it said, and what it came to. */
  record Answer(Map<List<String>, Finished> said, Object meaning) {
    /** The answer of a machine that says something else to one of the commands. */
    Host with(List<String> argv, Finished other) {
      return command -> command.argv().equals(argv) ? other : result(command);
    }

    /** The answer of a machine of which one command prints that, and ends as it did. */
    Host printing(List<String> argv, String out) {
      Finished whole = said.getOrDefault(argv, new Finished(0, "", ""));
      return with(argv, new Finished(whole.exit(), out, whole.err()));
    }

    private CommandResult result(Command command) {
      Finished finished = said.get(command.argv());
      return finished == null ? new NotStarted("no " + command.text(), true) : finished;
    }

    /** The commands that have said something, in their order. */
    List<List<String>> telling() {
      return said.keySet().stream().filter(argv -> !out(argv).isEmpty()).toList();
    }

    String out(List<String> argv) {
      Finished finished = said.get(argv);
      return finished == null ? "" : finished.out();
    }
  }

  private final List<Host> nodes = new ArrayList<>();
  private final List<Host> guests = new ArrayList<>();

  private RealAnswers() {}

  /** Of every scenario that comes with the simulator, and where there are snapshots. */
  static RealAnswers all() throws InterruptedException {
    RealAnswers answers = new RealAnswers();
    for (World taken : List.of(World.builtIn(), World.vcs())) {
      taken.cvmsnap("take", "datavol1", "datavol2", "--ldom", "ldom1");
      taken.change(
          changed -> {
            changed.hold("ldom1", 77, "oracle", "/opt/db -x", "/data");
            changed.hold("ldom1", 4077, "root", "sh", "/data");
            answers.add(changed);
          });
    }
    for (String name : Scenario.NAMES.split(", ", -1)) {
      answers.add(Scenario.named(name).cluster());
    }
    return answers;
  }

  private void add(SimCluster cluster) {
    SimHosts hosts =
        SimHosts.of(
            cluster,
            () -> {
              throw new AssertionError("no fault was asked for");
            });
    nodes.add(hosts.controlDomain());
    guests.add(hosts.on(LDOM1));
  }

  /** Every answer to a question, the one of most commands and words first. */
  List<Answer> to(Question question) throws InterruptedException {
    List<Answer> answers = new ArrayList<>();
    for (Host machine : question.ofGuest() ? guests : nodes) {
      answer(question, machine).ifPresent(answers::add);
      answer(question, saying(machine)).ifPresent(answers::add);
    }
    if (answers.isEmpty()) {
      throw new IllegalStateException("nobody answers " + question.name());
    }
    answers.sort(
        Comparator.comparing((Answer answer) -> answer.telling().size())
            .thenComparing(answer -> answer.said().toString().length())
            .reversed());
    return answers;
  }

  /** A machine that says what is written down of a command, where something is. */
  private static Host saying(Host machine) {
    return command -> {
      List<String> written = WrittenAnswers.of(command.argv());
      return written.isEmpty() ? machine.run(command) : new Finished(0, written.get(0), "");
    };
  }

  private static Optional<Answer> answer(Question question, Host machine)
      throws InterruptedException {
    Map<List<String>, Finished> said = new LinkedHashMap<>();
    try {
      Object meaning =
          question.ask(
              command -> {
                CommandResult result = machine.run(command);
                if (result instanceof Finished finished) {
                  said.put(command.argv(), finished);
                }
                return result;
              });
      return said.isEmpty() ? Optional.empty() : Optional.of(new Answer(said, meaning));
    } catch (NotLearnedException e) {
      return Optional.empty();
    }
  }
}
