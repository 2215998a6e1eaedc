package org.cvmsnap.schedules;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.sim.SimCluster;
import org.cvmsnap.sim.SimHosts;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.Crashed;
import org.cvmsnap.testing.MemoryLogStore;
import org.cvmsnap.workflow.Listing;

/**
 * One schedule, run from a prepared world to its end: the operation, the recoveries after crashes,
 * one more recovery without faults, and all the laws in between and afterwards. The truth is the
 * cluster's own; what cvmsnap says is only compared with it.
 */
final class Trial {
  /** What falls due late has happened by then. */
  private static final Duration LATE = Duration.ofHours(1);

  /** No process may take longer, whatever strikes it once. */
  private static final Duration DEADLINE = Duration.ofHours(2);

  private final Variant variant;
  private final Schedule schedule;
  private final SimCluster cluster;
  private final Shape before;
  private final Path locks;
  private final Breakage breakage;
  private final Tracer tracer;
  private final MemoryLogStore logs = new MemoryLogStore();
  private final List<String> violations = new ArrayList<>();
  private final List<Process> processes = new ArrayList<>();
  private final Watch watch;
  private boolean stolen;

  /** Is shown what happens. */
  interface Tracer {
    Tracer NONE = line -> {};

    void line(String text);
  }

  Trial(
      Variant variant,
      Schedule schedule,
      SimCluster start,
      Shape before,
      Path locks,
      Breakage breakage,
      Tracer tracer) {
    this.variant = variant;
    this.schedule = schedule;
    this.cluster = start.copy();
    this.before = before;
    this.locks = locks;
    this.breakage = breakage;
    this.tracer = tracer;
    this.watch =
        new Watch(
            cluster,
            variant.forces(),
            Effects.BY_HAND.stream().anyMatch(schedule::hasEffect),
            tracer,
            this::violated);
  }

  /**
   * How a trial went.
   *
   * @param fired whether every blow of the schedule struck; where not, the rest means nothing
   * @param kept whether the snapshots are there in the end
   */
  record Outcome(
      Schedule schedule,
      boolean fired,
      List<Process> processes,
      List<String> violations,
      boolean kept) {
    Process first() {
      return processes.get(0);
    }

    /** Whether the run had begun to act when its process died. */
    boolean begun() {
      return first().acted();
    }
  }

  Outcome run() {
    int blows = schedule.blows().size();
    Process process = process(0).take(variant.request());
    over(process);
    stolen = schedule.hasEffect(Effects.THIEF) && process.fired();
    for (int i = 1; process.crashed() && violations.size() < 10; i++) {
      process = process(i).recover();
      over(process);
    }
    boolean fired = processes.stream().allMatch(Process::fired) && processes.size() >= blows;
    if (fired) {
      ended(process);
      paid();
    }
    boolean kept = !cluster.truth().snapshots().isEmpty();
    return new Outcome(schedule, fired, processes, violations, kept);
  }

  private Process process(int number) {
    List<Schedule.Blow> blows = schedule.blows();
    tracer.line("-- process " + (number + 1));
    Process process =
        new Process(
            cluster,
            logs,
            locks,
            number < blows.size() ? Optional.of(blows.get(number)) : Optional.empty(),
            breakage,
            watch);
    processes.add(process);
    return process;
  }

  private void over(Process process) {
    tracer.line(
        process.crashed() ? "-- crashed" : "-- exit " + process.exit() + " " + process.said());
    if (process.lasted().compareTo(DEADLINE) > 0) {
      violated("a process took " + process.lasted());
    }
    if (process.said().startsWith("bug")) {
      violated(process.said());
    }
  }

  /** A process has ended by itself: what it says has to be true, and to stay so. */
  private void ended(Process process) {
    cluster.advance(LATE);
    watch.contents();
    boolean owed = process.owed();
    if (process.exit() >= 100 && !owed) {
      violated("exit " + process.exit() + ", and nothing is owed");
    }
    boolean toldOfJournal = process.said().contains("could not be written to its end");
    if (process.exit() < 100 && owed && !(toldOfJournal && process.exit() != 0)) {
      violated("exit " + process.exit() + ", and something is owed");
    }
    if (process.exit() < 100 && !stolen) {
      guestsAsBefore("exit " + process.exit());
    }
    listed(process);
  }

  /** One more recovery, without a fault, pays whatever is owed. */
  private void paid() {
    if (stolen) {
      try {
        new Hands(plain()).giveBack();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      stolen = false;
    }
    Process last = process(schedule.blows().size()).recover();
    over(last);
    cluster.advance(LATE);
    if (last.crashed() || last.exit() >= 100 || last.owed()) {
      violated("a recovery without faults ended with " + last.exit() + ": " + last.said());
    }
    guestsAsBefore("recovered");
    listed(last);
    leftovers(last);
  }

  private void guestsAsBefore(String when) {
    Set<String> mayBe = variant.remounts() ? Set.of() : Set.of("/logs");
    Shape.of(cluster)
        .guestsDiffer(before, mayBe)
        .ifPresent(difference -> violated(when + ": " + difference));
    for (SimTruth.Volume volume : cluster.truth().volumes()) {
      if (volume.corrupt()) {
        violated(volume.name() + " is corrupt");
      }
    }
  }

  /** What is listed as good is clean, and what was said to be made is listed. */
  private void listed(Process process) {
    List<SnapshotInfo> listed;
    try {
      listed = new Listing(process.session()).run(List.of(), Optional.empty());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    List<SimTruth.Snapshot> truth = cluster.truth().snapshots();
    long good = listed.stream().filter(each -> each.ours() && each.good()).count();
    for (SnapshotInfo each : listed) {
      boolean clean =
          truth.stream()
              .anyMatch(
                  one ->
                      one.name().equals(each.id().name().value()) && one.content().equals("clean"));
      if (each.ours() && each.good() && !clean) {
        violated(each.id() + " is listed as good and is not");
      }
    }
    boolean first = process == processes.get(0);
    if (first && process.exit() == 0 && good != variant.volumes().size()) {
      violated("exit 0, and " + good + " good snapshots");
    }
    if (process.exit() == 0 && good != 0 && good != variant.volumes().size()) {
      violated("a part of a set is listed as good");
    }
  }

  /** Nothing is left of a run that failed, and nothing but its snapshots of one that did not. */
  private void leftovers(Process last) {
    List<String> made = cluster.truth().snapshots().stream().map(SimTruth.Snapshot::name).toList();
    Process first = processes.get(0);
    boolean kept = made.size() == variant.volumes().size();
    if (!made.isEmpty() && !kept) {
      violated("of a set these are left: " + made);
    }
    if (kept && first.report().isPresent() && first.exit() == 5) {
      violated("it failed, and its snapshots are there");
    }
    if (made.isEmpty()) {
      Shape.of(cluster).volumesDiffer(before, variant.volumes()).ifPresent(this::violated);
    }
    if (first.report().isPresent() && !first.report().get().made().isEmpty() && !kept) {
      violated("its report names snapshots that are gone");
    }
  }

  private org.cvmsnap.host.Hosts plain() {
    return SimHosts.of(
        cluster,
        () -> {
          throw new Crashed();
        });
  }

  private void violated(String law) {
    tracer.line("!! " + law);
    violations.add(law);
  }
}
