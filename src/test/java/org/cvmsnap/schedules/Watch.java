package org.cvmsnap.schedules;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.cvmsnap.host.Command;
import org.cvmsnap.host.CommandResult;
import org.cvmsnap.sim.SimCluster;
import org.cvmsnap.sim.SimTruth;

/** The laws that are watched at every command, from the cluster's truth. */
final class Watch implements TrappedHosts.Watcher {
  /** What every snapshot holds, unless the operator has asked for less. */
  static final Set<String> CLEAN = Set.of("clean");

  /** What one may hold of a volume whose users are stopped with the guest. */
  static final Set<String> CRASH_CONSISTENT = Set.of("clean", "crash-consistent");

  private static final List<String> DISKS = List.of("bootvol1", "datavol1", "datavol2");
  private static final Pattern MAKES =
      Pattern.compile("vx(snap .* (make|refresh|restore)|assist .* (snapshot|snapback)) .*");
  private static final Pattern STARTS = Pattern.compile("ldm (bind|start).* ldom1");
  private static final Pattern FORCES =
      Pattern.compile("(ldm stop\\S* .*-f.*|umount .*-f.*|ldm unbind.*-f.*)");

  private final SimCluster cluster;
  private final boolean mayForce;
  private final Predicate<String> mayRun;
  private final boolean othersAtWork;
  private final boolean comesTooLate;
  private final Set<String> contents;
  private final ClosedVolumes closed = new ClosedVolumes();
  private final Trial.Tracer tracer;
  private final Consumer<String> violated;

  /**
   * @param mayForce whether the operator asked for a forced stop
   * @param mayRun whether the operation has any business with a command that changes something
   * @param othersAtWork whether somebody may open a volume between the last look and the act, which
   *     nothing can prevent; such a snapshot must not come to be listed as good
   * @param comesTooLate whether a command may have its effect when the guest is back; such a
   *     snapshot must not come to be listed as good either
   * @param contents what a snapshot may hold
   */
  Watch(
      SimCluster cluster,
      boolean mayForce,
      Predicate<String> mayRun,
      boolean othersAtWork,
      boolean comesTooLate,
      Set<String> contents,
      Trial.Tracer tracer,
      Consumer<String> violated) {
    this.cluster = cluster;
    this.mayForce = mayForce;
    this.mayRun = mayRun;
    this.othersAtWork = othersAtWork;
    this.comesTooLate = comesTooLate;
    this.contents = contents;
    this.tracer = tracer;
    this.violated = violated;
  }

  /** The same laws for what another process does to the same cluster. */
  Watch of(Operation other) {
    return new Watch(
        cluster, mayForce, other::mayRun, othersAtWork, comesTooLate, contents, tracer, violated);
  }

  ClosedVolumes closed() {
    return closed;
  }

  /** Of the manager's commands only those are its business that are about ldom1. */
  static boolean ofGuest(String command) {
    return !command.startsWith("ldm ") || command.endsWith(" ldom1");
  }

  /** Whether a command changes data. */
  static boolean makes(Command command) {
    return command.mutates() && MAKES.matcher(command.text()).matches();
  }

  @Override
  public void before(String machine, Command command) {
    if (!command.mutates()) {
      return;
    }
    closed.look(cluster.truth());
    String text = command.text();
    if (MAKES.matcher(text).matches() && !othersAtWork) {
      List<String> words = List.of(text.split("[ =/]", -1));
      for (SimTruth.Volume volume : cluster.truth().volumes()) {
        if (words.contains(volume.name()) && !volume.openBy().isEmpty()) {
          violated.accept("'" + text + "' while " + volume.openBy() + " has " + volume.name());
        }
      }
    }
    if (STARTS.matcher(text).matches()) {
      cluster.truth().volumes().stream()
          .filter(
              volume ->
                  DISKS.contains(volume.name()) || volume.openBy().contains(machine + "/ldom1"))
          .filter(volume -> volume.openBy().stream().anyMatch(by -> !by.equals(machine + "/ldom1")))
          .forEach(
              volume ->
                  violated.accept(
                      "'" + text + "' while " + volume.openBy() + " has " + volume.name()));
    }
    if (FORCES.matcher(text).matches() && !(mayForce && text.startsWith("ldm stop"))) {
      violated.accept("forced: " + text);
    }
    if (!mayRun.test(text)) {
      violated.accept("not its business: " + text);
    }
  }

  @Override
  public void after(String machine, Command command, Optional<CommandResult> result) {
    if (tracer.shows()) {
      tracer.line(
          "%s %s %s %s -> %s"
              .formatted(
                  cluster.now(),
                  machine,
                  command.mutates() ? "#" : "$",
                  command.text(),
                  result.map(Watch::shortened).orElse("(died)")));
    }
    if (command.mutates()) {
      contents();
    }
  }

  private static String shortened(CommandResult result) {
    if (result instanceof CommandResult.Finished finished) {
      return finished.exit() + (finished.exit() == 0 ? "" : " " + finished.err().strip());
    }
    return result.toString();
  }

  @Override
  public void slept(Duration duration) {
    if (tracer.shows()) {
      tracer.line(cluster.now() + " slept " + duration);
    }
  }

  @Override
  public void used(Set<String> volumes) {
    closed.look(cluster.truth());
    closed.keep(volumes);
  }

  @Override
  public void wrote(String line) {
    if (tracer.shows()) {
      tracer.line(cluster.now() + " journal " + line);
    }
  }

  /** No snapshot ever came into being of what was open, and no guest is on two nodes. */
  void contents() {
    SimTruth truth = cluster.truth();
    closed.look(truth);
    Set<String> known = new HashSet<>();
    for (SimTruth.Guest guest : truth.guests()) {
      if (!guest.state().equals("inactive") && !known.add(guest.ldom()) && !othersAtWork) {
        violated.accept(guest.ldom() + " is on two nodes");
      }
    }
    for (SimTruth.Snapshot snapshot : truth.snapshots()) {
      if (!contents.contains(snapshot.content()) && !othersAtWork && !comesTooLate) {
        violated.accept("snapshot " + snapshot.name() + " is " + snapshot.content());
      }
    }
  }
}
