package org.cvmsnap.schedules;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.sim.SimCluster;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.workflow.Session;

/** What a process is told to do, and the laws that hold for this alone. */
interface Operation {
  /** What the operator calls it. */
  String word();

  /** The volumes that it is about. */
  List<String> volumes();

  /** Whether it takes the guest down and brings it back. */
  default boolean takesGuestDown() {
    return true;
  }

  /** Whether it has any business with a command that changes something. */
  default boolean mayRun(String command) {
    return Watch.ofGuest(command);
  }

  /** Does it, as the command line does. */
  Told run(Session session, EngineListener listener) throws InterruptedException;

  /** A process has ended, and owes the guest nothing. */
  default void home(Scene scene, Guarantee guarantee, String when) {
    guarantee.guestsAsBefore(when);
  }

  /** A process has ended by itself, and this is what is listed then. */
  default void listed(Scene scene, Launch process, List<SnapshotInfo> good) {}

  /** All is over, and whatever was owed is paid. */
  void over(Scene scene);

  /** Whether what it is for was brought about, in the truth. */
  boolean kept(Scene scene);

  /**
   * What a process says of how it went.
   *
   * @param done what it says was made, restored or refreshed, where it names that
   */
  record Told(int status, RunResult result, List<SnapshotPair> done) {}

  /**
   * What there is to be judged.
   *
   * @param start the cluster as it was at first
   * @param before its shape
   * @param closed what was on the volumes while they were closed, where they are in use otherwise
   * @param othersAtWork whether somebody else may have opened and changed a volume, or a command
   *     may have come when it was open again
   * @param rival what the other node has done meanwhile; empty where it has done nothing
   */
  record Scene(
      SimCluster cluster,
      SimCluster start,
      ClusterState before,
      Optional<ClosedVolumes> closed,
      boolean othersAtWork,
      List<Launch> processes,
      Optional<Operation> rival,
      Consumer<String> violated) {
    Launch first() {
      return processes.get(0);
    }

    List<String> snapshots() {
      return snapshots(cluster);
    }

    List<String> snapshotsAtFirst() {
      return snapshots(start);
    }

    private static List<String> snapshots(SimCluster cluster) {
      return cluster.truth().snapshots().stream().map(SimTruth.Snapshot::name).toList();
    }

    /**
     * Names what is on a volume now: equal names, equal bytes. Empty for a volume that is gone. Of
     * one that is in use, or was used by others, what was on it when it was last closed.
     */
    String data(String volume) {
      return closed
          .filter(each -> volume(cluster, volume).isPresent())
          .filter(each -> each.kept(volume) || open(cluster, volume))
          .flatMap(each -> each.last(volume))
          .orElseGet(() -> data(cluster, volume));
    }

    /** What was on a volume at first; of one that is in use, what the guest left when it closed. */
    String dataAtFirst(String volume) {
      return closed
          .filter(each -> open(start, volume))
          .flatMap(each -> each.first(volume))
          .orElseGet(() -> data(start, volume));
    }

    /** Whether a volume that is in use was never closed, so that only its users have changed it. */
    boolean stayedOpen(String volume) {
      return closed.filter(each -> each.first(volume).isEmpty()).isPresent();
    }

    private static boolean open(SimCluster cluster, String volume) {
      return volume(cluster, volume).filter(each -> !each.openBy().isEmpty()).isPresent();
    }

    private static Optional<SimTruth.Volume> volume(SimCluster cluster, String volume) {
      return cluster.truth().volumes().stream()
          .filter(each -> each.name().equals(volume))
          .findFirst();
    }

    private static String data(SimCluster cluster, String volume) {
      return volume(cluster, volume).map(SimTruth.Volume::data).orElse("");
    }

    /** Whether a step was about to act, and had said so in the journal. */
    boolean intended(String kind) {
      return processes.stream().anyMatch(process -> process.wrote(kind));
    }
  }
}
