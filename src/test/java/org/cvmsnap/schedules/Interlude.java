package org.cvmsnap.schedules;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cvmsnap.sim.SimCluster;
import org.cvmsnap.sim.SimTruth;

/**
 * What somebody does after a crash before anybody recovers from it, so that a recovery finds a
 * guest that is down as it was left, and volumes that are not.
 */
enum Interlude {
  /** The guest is brought up, mounts what it has, writes to it, and goes down again. */
  USES,
  /** Meanwhile a snapshot is made anew of what the volume is then. */
  USES_AND_REFRESHES("vxsnap -g datadg refresh datavol1_old source=datavol1"),
  /** A traditional snapshot becomes a mirror of its volume again, which stays what it is. */
  SNAPS_BACK("vxassist -g datadg snapback datavol1_old");

  /** So long it takes until somebody sees that a process has died; VxVM's dates have no seconds. */
  private static final Duration NOTICED = Duration.ofSeconds(70);

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final int BOOT = 60;

  private final Optional<String> line;

  Interlude() {
    this.line = Optional.empty();
  }

  Interlude(String line) {
    this.line = Optional.of(line);
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Interlude> named(String effect) {
    return Arrays.stream(values()).filter(each -> each.word().equals(effect)).findFirst();
  }

  static boolean in(Schedule schedule) {
    return Arrays.stream(values()).anyMatch(each -> schedule.hasEffect(each.word()));
  }

  /** What can happen to what an operation works with. */
  static List<Interlude> on(Variant variant) {
    boolean traditional = variant.name().startsWith("RESTORE_TRADITIONAL");
    return switch (variant.operation().word()) {
      case "refresh" -> List.of(USES, USES_AND_REFRESHES);
      case "restore" -> traditional ? List.of(USES, SNAPS_BACK) : List.of(USES);
      default -> List.of(USES);
    };
  }

  /**
   * Does it.
   *
   * @param watcher is told what is used before that changes
   * @return whether it came to something
   */
  boolean strike(SimCluster cluster, OtherOperator hands, TrappedHosts.Watcher watcher)
      throws InterruptedException {
    cluster.advance(NOTICED);
    if (this == SNAPS_BACK) {
      return hands.ok("sun-a", line.orElseThrow());
    }
    SimTruth before = cluster.truth();
    if (!hands.ok("sun-a", "ldm bind ldom1")) {
      return false;
    }
    Set<String> changing = open(cluster);
    line.ifPresent(words -> changing.add("datavol1_old"));
    watcher.used(changing);
    boolean used = up(cluster, hands) && write(cluster, hands);
    hands.ok("ldom1", "umount /data");
    hands.ok("ldom1", "umount /logs");
    hands.ok("sun-a", "ldm stop ldom1");
    return hands.ok("sun-a", "ldm unbind ldom1") && used && changed(before, cluster.truth());
  }

  private static Set<String> open(SimCluster cluster) {
    return cluster.truth().volumes().stream()
        .filter(volume -> volume.openBy().contains("sun-a/ldom1"))
        .map(SimTruth.Volume::name)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static boolean up(SimCluster cluster, OtherOperator hands) throws InterruptedException {
    hands.ok("sun-a", "ldm start ldom1");
    for (int waited = 0; waited < BOOT; waited++) {
      if (cluster.truth().guest("ldom1").os().equals("running")) {
        return true;
      }
      cluster.advance(SOON);
    }
    return false;
  }

  private boolean write(SimCluster cluster, OtherOperator hands) throws InterruptedException {
    hands.ok("ldom1", "mount /data");
    hands.ok("ldom1", "mount /logs");
    cluster.advance(NOTICED);
    return line.isEmpty() || hands.ok("sun-a", line.get());
  }

  private static boolean changed(SimTruth before, SimTruth now) {
    return before.volumes().stream()
        .anyMatch(
            volume ->
                now.volume(volume.group(), volume.name())
                    .filter(each -> !each.data().equals(volume.data()))
                    .isPresent());
  }
}
