package org.cvmsnap.schedules;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.sim.SimCluster;
import org.cvmsnap.step.SiteSteps;
import org.cvmsnap.testing.MemoryLogStore;

/**
 * The journal of a run that was killed is damaged: nobody says that all is well, and an operator
 * who types what is said has the guest back.
 */
final class DamagedJournal {
  /** What is said that an operator types. */
  private static final Pattern TYPED =
      Pattern.compile(
          "mv (?<journal>\\S+) \\S+\\.damaged"
              + "|(?<vxedit>vxedit -g \\S+ -rf rm \\w+)"
              + "|(?<ifneeded>is not as it should be, then type )?cvmsnap recover --ldom ldom1 --from sun-a");

  private static final int ROUNDS = 4;

  private final SimCluster cluster;
  private final ClusterState before;
  private final MemoryLogStore logs;
  private final Operation operation;
  private final Supplier<Launch> process;
  private final Consumer<Launch> over;
  private final Consumer<String> violated;
  private final List<String> told = new ArrayList<>();

  /**
   * @param process gives the next one, which nothing strikes
   * @param over judges one that has ended
   */
  DamagedJournal(
      SimCluster cluster,
      ClusterState before,
      MemoryLogStore logs,
      Operation operation,
      Supplier<Launch> process,
      Consumer<Launch> over,
      Consumer<String> violated) {
    this.cluster = cluster;
    this.before = before;
    this.logs = logs;
    this.operation = operation;
    this.process = process;
    this.over = over;
    this.violated = violated;
  }

  private Launch told(Launch launched) {
    over.accept(launched);
    told.addAll(launched.warned());
    return launched;
  }

  void judged() {
    String journal = logs.names().get(0);
    if (new Journals(logs, SiteSteps::named).damaged().isEmpty()) {
      ended();
      return;
    }
    notFine("status", journal, told(process.get().status()));
    notFine("recover", journal, told(process.get().recover()));
    Launch again = told(process.get().perform(operation));
    if (again.exit() != ExitCode.REFUSED.value() || !again.said().contains(journal)) {
      violated.accept("the same again ended with " + again.exit() + ": " + again.said());
    }
    Launch status = told(process.get().status());
    for (int i = 0; i < ROUNDS && status.exit() != 0; i++) {
      type(status.said());
      status = told(process.get().status());
    }
    if (status.exit() != 0) {
      violated.accept("what is said does not lead to peace: " + status.said());
    }
    if (!up()) {
      violated.accept("what is said does not bring the guest back");
    }
    ClusterState now = ClusterState.ofGuests(cluster);
    if (!now.services().equals(before.services())) {
      toldOf("is frozen", "the service group");
    }
    if (!now.guests().equals(before.guests())) {
      toldOf("had mounted that its boot does not mount", "a mount");
    }
  }

  /** Its end is whole: the run is over, and owes nothing, whatever its other lines say. */
  private void ended() {
    Launch status = told(process.get().status());
    if (status.exit() != 0) {
      violated.accept("status ends with " + status.exit() + " after a run that has ended");
    }
    if (!up() || !ClusterState.ofGuests(cluster).services().equals(before.services())) {
      violated.accept("the run has ended, and the guest is not as it was");
    }
  }

  /** What the journal alone knew has to be named, for somebody to look after it. */
  private void toldOf(String words, String what) {
    if (told.stream().noneMatch(each -> each.contains(words))) {
      violated.accept(what + " is not as before, and nobody was told");
    }
  }

  private void notFine(String command, String journal, Launch process) {
    if (process.exit() < ExitCode.SERVICE_DOWN) {
      violated.accept(
          "%s ends with %d, and a journal is damaged".formatted(command, process.exit()));
    }
    if (!process.said().contains(journal)) {
      violated.accept(command + " does not name the journal that is damaged: " + process.said());
    }
    if (process.acted()) {
      violated.accept(command + " has changed something, and the journal is damaged");
    }
  }

  private void type(String said) {
    Matcher typed = TYPED.matcher(said);
    while (typed.find()) {
      if (typed.group("journal") != null) {
        logs.remove(typed.group("journal"));
      } else if (typed.group("vxedit") != null) {
        remove(typed.group("vxedit"));
      } else if (typed.group("ifneeded") == null || !up()) {
        told(process.get().perform(new TakingOver()));
      }
    }
  }

  private void remove(String line) {
    try {
      OtherOperator.at(cluster).must("sun-a", line);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean up() {
    return cluster.truth().guests().stream()
        .anyMatch(
            guest ->
                guest.ldom().equals("ldom1")
                    && guest.node().equals("sun-a")
                    && guest.state().equals("active")
                    && guest.os().equals("running"));
  }
}
