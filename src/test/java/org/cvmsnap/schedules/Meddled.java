package org.cvmsnap.schedules;

import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cvmsnap.sim.SimCluster;
import org.cvmsnap.sim.SimTruth;

/**
 * Somebody has changed the world while a run was under way: what it says is the truth all the same,
 * the guest is back, and nothing is lost that nobody asked to lose.
 */
final class Meddled {
  private static final Pattern CUTS = Pattern.compile("vx(snap .* dis|edit .* rm) \\S+_old");
  private static final Pattern STOPS = Pattern.compile("ldm stop .*");
  private static final Pattern NEVER = Pattern.compile("(?!)");

  private final Variant variant;
  private final Meddling meddling;
  private final Operation.Scene scene;
  private final SimCluster cluster;
  private final ClusterState before;
  private final Consumer<String> violated;
  private final int from;
  private boolean seenInTime;

  /**
   * @param from the command of the process before which it happened
   */
  Meddled(Variant variant, Meddling meddling, int from, Operation.Scene scene) {
    this.from = from;
    this.variant = variant;
    this.meddling = meddling;
    this.scene = scene;
    this.cluster = scene.cluster();
    this.before = scene.before();
    this.violated = scene.violated();
  }

  /** A process has ended by itself. */
  void ended(Launch process, Guarantee guarantee) {
    guarantee.ended(process.exit(), process.owed(), false);
    if (process.exit() < 100) {
      home("exit " + process.exit());
    }
    if (process.exit() == 0 && !done(process) && seen(process)) {
      violated.accept("exit 0, and it is not done");
    }
    seenInTime = seen(process, CUTS);
    lost();
  }

  /** Whether the process looked at what was changed after that, so that it could notice. */
  boolean seen(Launch process) {
    return seen(process, meddling == Meddling.MOUNTS ? STOPS : NEVER);
  }

  private boolean seen(Launch process, Pattern tooLate) {
    for (TrappedHosts.Ran ran : process.ran().subList(from - 1, process.ran().size())) {
      if (tooLate.matcher(ran.command().text()).matches()) {
        return false;
      }
      if (meddling.seenBy(ran.command().text())) {
        return true;
      }
    }
    return false;
  }

  private boolean done(Launch process) {
    if (variant.operation().word().equals("prune") && !process.acted()) {
      return true; // what it has seen was not due
    }
    return variant.operation() instanceof Taking
        ? process.described().stream()
            .flatMap(told -> told.done().stream())
            .allMatch(pair -> scene.snapshots().contains(pair.snapshot().name().value()))
        : variant.operation().kept(scene) || meddling.overwrites();
  }

  /** A recovery has ended, after what it cannot give back was given back. */
  void recovered(Launch last) {
    if (last.crashed() || last.exit() >= 100 || last.owed()) {
      violated.accept("a recovery ended with " + last.exit() + ": " + last.said());
    }
    home("recovered");
    lost();
  }

  private void home(String when) {
    boolean disks = meddling.ofDisks();
    ClusterState was = disks ? before.withoutDisks() : before;
    ClusterState now = ClusterState.ofGuests(cluster);
    (disks ? now.withoutDisks() : now)
        .withoutMore(was, meddling.mounts())
        .guestsDiffer(was, meddling.mounts())
        .ifPresent(difference -> violated.accept(when + ": " + difference));
  }

  /** What is there no more, and a volume that was no source and holds something else. */
  private void lost() {
    Map<String, String> now =
        cluster.truth().volumes().stream()
            .collect(Collectors.toMap(SimTruth.Volume::name, SimTruth.Volume::data));
    for (SimTruth.Volume volume : scene.start().truth().volumes()) {
      String name = volume.name();
      boolean gone = !now.containsKey(name);
      boolean changed =
          name.contains("_old")
              && !variant.operation().word().equals("refresh")
              && !volume.data().equals(now.get(name));
      if ((gone && !mayGo(name) && seenInTime) || (!gone && changed && !meddling.overwrites())) {
        violated.accept("%s held %s and holds %s".formatted(name, volume.data(), now.get(name)));
      }
    }
  }

  /** Whether it was asked for, and what was asked for is still what it was. */
  private boolean mayGo(String name) {
    return name.endsWith("_dcl")
        || (!meddling.keeps() && variant.operation().volumes().contains(name));
  }
}
