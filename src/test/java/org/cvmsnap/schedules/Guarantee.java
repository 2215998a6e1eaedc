package org.cvmsnap.schedules;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.cvmsnap.host.Command;
import org.cvmsnap.sim.SimCluster;
import org.cvmsnap.sim.SimTruth;

/**
 * What has to hold of a cluster when a process has ended, whoever ran it and whatever struck it.
 * The truth is the cluster's own.
 */
public final class Guarantee {
  private final SimCluster cluster;
  private final ClusterState before;
  private final Set<String> mayBeUnmounted;
  private final Set<String> contents;
  private final Consumer<String> violated;

  /**
   * @param mayBeUnmounted mount points that are left as the boot leaves them
   * @param contents what a snapshot may hold that is listed as good
   */
  Guarantee(
      SimCluster cluster,
      ClusterState before,
      Set<String> mayBeUnmounted,
      Set<String> contents,
      Consumer<String> violated) {
    this.cluster = cluster;
    this.before = before;
    this.mayBeUnmounted = mayBeUnmounted;
    this.contents = contents;
    this.violated = violated;
  }

  /** For a run that begins with the cluster as it is now. */
  public static Guarantee from(SimCluster cluster, Consumer<String> violated) {
    return new Guarantee(cluster, ClusterState.of(cluster), Set.of(), Watch.CLEAN, violated);
  }

  /**
   * A process has ended by itself.
   *
   * @param owed whether a journal says that something is owed
   * @param told whether it said itself that its journal could not be written
   */
  public void ended(int exit, boolean owed, boolean told) {
    if (exit >= 100 && !owed) {
      violated.accept("exit " + exit + ", and nothing is owed");
    }
    if (exit < 100 && owed && !told) {
      violated.accept("exit " + exit + ", and something is owed");
    }
  }

  /** The guests are as they were, and no volume has suffered. */
  public void guestsAsBefore(String when) {
    ClusterState.ofGuests(cluster)
        .guestsDiffer(before, mayBeUnmounted)
        .ifPresent(difference -> violated.accept(when + ": " + difference));
    for (SimTruth.Volume volume : cluster.truth().volumes()) {
      if (volume.corrupt()) {
        violated.accept(volume.name() + " is corrupt");
      }
    }
  }

  /** A recovery has paid all: no lock record is left, and no tag of ours on what is no snapshot. */
  void nothingLeft() {
    SimTruth truth = cluster.truth();
    truth.volumes().stream()
        .filter(volume -> volume.name().startsWith("cvmsnap_lock"))
        .forEach(volume -> violated.accept("recovered, and this is left: " + volume.name()));
    Set<String> snapshots =
        truth.snapshots().stream().map(SimTruth.Snapshot::name).collect(Collectors.toSet());
    ClusterState.tagged(cluster)
        .filter(volume -> !snapshots.contains(volume))
        .forEach(volume -> violated.accept(volume + " is no snapshot, and has a tag of ours"));
  }

  /** What is listed as good is clean. */
  public void clean(List<String> listed) {
    List<SimTruth.Snapshot> truth = cluster.truth().snapshots();
    for (String name : listed) {
      if (truth.stream()
          .noneMatch(one -> one.name().equals(name) && contents.contains(one.content()))) {
        violated.accept(name + " is listed as good and is not");
      }
    }
  }

  /** What is said to have been proven clean is clean. */
  public void proven(List<String> listed) {
    for (SimTruth.Snapshot one : cluster.truth().snapshots()) {
      if (listed.contains(one.name()) && !one.content().equals("clean")) {
        violated.accept(one.name() + " is said to be proven clean, and is " + one.content());
      }
    }
  }

  /**
   * A take of one volume is over, and what was owed is paid: there is one snapshot, or nothing is
   * left of it.
   *
   * @param exit of the take
   */
  public void oneOrNone(String volume, int exit) {
    List<String> made = cluster.truth().snapshots().stream().map(SimTruth.Snapshot::name).toList();
    if (made.size() > 1) {
      violated.accept("of a take of one volume these are left: " + made);
    }
    if (made.isEmpty() && exit == 0) {
      violated.accept("exit 0, and there is no snapshot");
    }
    if (!made.isEmpty() && exit == 5) {
      violated.accept("it failed, and " + made + " is there");
    }
    if (made.isEmpty()) {
      ClusterState.of(cluster)
          .volumesDiffer(before, List.of(volume), List.of())
          .ifPresent(violated);
    }
  }

  /** Nothing is other than before. */
  public void untouched(String when) {
    guestsAsBefore(when);
    if (!ClusterState.of(cluster).equals(before)) {
      violated.accept(when + ": the volumes are not as before");
    }
  }

  /** A command that changes something is about to run. */
  public void before(String machine, Command command) {
    watch().before(machine, command);
  }

  /** One has run: no snapshot came into being of what was open, and no guest is on two nodes. */
  public void after() {
    watch().contents();
  }

  private Watch watch() {
    return new Watch(
        cluster, false, Watch::ofGuest, false, false, contents, Trial.Tracer.NONE, violated);
  }
}
