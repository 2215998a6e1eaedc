package org.cvmsnap.schedules;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.sim.SimCluster;
import org.cvmsnap.sim.SimTruth;

/**
 * What somebody does after a crash before anybody recovers from it, so that a recovery finds a
 * guest that is down as it was left, and volumes and snapshots that are not.
 */
enum Interlude {
  /** The guest is brought up, mounts what it has, writes to it, and goes down again. */
  USES(Use.STOPPED),
  /** Meanwhile a snapshot is made anew of what the volume is then. */
  USES_AND_REFRESHES(Use.REFRESHED),
  /** The guest is stopped as by a power failure, and a snapshot is made anew of what that left. */
  KILLS_AND_REFRESHES(Use.KILLED, Typed.REFRESH),
  /** The same an hour later, by the clock. */
  REFRESHES_AN_HOUR_LATER(Use.KILLED_LATER, Typed.REFRESH),
  /** What was kept of the volume before is made anew of what it is since. */
  REFRESHES_SAFETY(Use.STOPPED, "vxsnap -g datadg refresh datavol1_safe source=datavol1"),
  /** The volume goes back to the snapshot. */
  RESTORES(Use.NONE, "vxsnap -g datadg restore datavol1 source=datavol1_old destroy=no"),
  /** The guest is started on the other node, although it runs here. */
  STARTS_ELSEWHERE(Use.NONE, "ldm start ldom1"),
  /** A traditional snapshot becomes a mirror of its volume again, which stays what it is. */
  SNAPS_BACK(Use.NONE, "vxassist -g datadg snapback datavol1_old");

  /** What is typed by more than one. */
  private interface Typed {
    String REFRESH = "vxsnap -g datadg refresh datavol1_old source=datavol1";
  }

  /** How the guest is used. */
  private enum Use {
    NONE,
    STOPPED,
    REFRESHED,
    KILLED,
    KILLED_LATER
  }

  /** So long it takes until somebody sees that a process has died; VxVM's dates have no seconds. */
  private static final Duration NOTICED = Duration.ofSeconds(70);

  /** With what is done then, an hour. */
  private static final Duration LATER = Duration.ofSeconds(3500);

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final int BOOT = 60;

  private final Use use;
  private final Optional<String> then;

  Interlude(Use use) {
    this.use = use;
    this.then = Optional.empty();
  }

  /**
   * @param then what is typed at last
   */
  Interlude(Use use, String then) {
    this.use = use;
    this.then = Optional.of(then);
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

  /** Undoes what nothing but hands can. */
  static void stopElsewhere(OtherOperator hands) throws InterruptedException {
    hands.must("sun-b", "ldm stop -f ldom1");
    hands.must("sun-b", "ldm unbind ldom1");
  }

  /** Whether no snapshot is made of the volumes before somebody checks the file systems. */
  static boolean leavesDirty(Schedule schedule) {
    return Arrays.stream(values())
        .filter(each -> each.use == Use.KILLED || each.use == Use.KILLED_LATER)
        .anyMatch(each -> schedule.hasEffect(each.word()));
  }

  /** What can happen to what an operation works with. */
  static List<Interlude> on(Variant variant) {
    return switch (variant.operation().word()) {
      case "refresh" ->
          List.of(USES, USES_AND_REFRESHES, KILLS_AND_REFRESHES, REFRESHES_AN_HOUR_LATER, RESTORES);
      case "restore" ->
          variant.traditional()
              ? List.of(USES, SNAPS_BACK)
              : List.of(USES, KILLS_AND_REFRESHES, REFRESHES_SAFETY);
      default -> List.of(USES);
    };
  }

  /**
   * Does it.
   *
   * @param watcher is told what changes by that before it does
   * @return whether it came to something
   */
  boolean strike(SimCluster cluster, OtherOperator hands, TrappedHosts.Watcher watcher)
      throws InterruptedException {
    if (this == STARTS_ELSEWHERE) {
      return hands.ok("sun-b", "ldm bind ldom1") && hands.ok("sun-b", then.orElseThrow());
    }
    cluster.advance(use == Use.KILLED_LATER ? LATER : NOTICED);
    watcher.used(changing(cluster));
    SimTruth before = cluster.truth();
    boolean used = use == Use.NONE || uses(cluster, hands);
    boolean typed = then.isEmpty() || hands.ok("sun-a", then.get());
    return used && typed && (use == Use.NONE || changed(before, cluster.truth()));
  }

  /** What the guest has on its disks, and what a command is about. */
  private Set<String> changing(SimCluster cluster) {
    Set<String> changing = new HashSet<>(Set.of("bootvol1", "datavol1", "datavol2"));
    String words = then.orElse(use == Use.REFRESHED ? Typed.REFRESH : "");
    cluster.truth().volumes().stream()
        .map(SimTruth.Volume::name)
        .filter(name -> List.of(words.split("[ =]")).contains(name))
        .forEach(changing::add);
    return changing;
  }

  private boolean uses(SimCluster cluster, OtherOperator hands) throws InterruptedException {
    if (!hands.ok("sun-a", "ldm bind ldom1")) {
      return false;
    }
    boolean used = up(cluster, hands) && write(cluster, hands);
    boolean killed = use == Use.KILLED || use == Use.KILLED_LATER;
    if (!killed) {
      hands.ok("ldom1", "umount /data");
      hands.ok("ldom1", "umount /logs");
    }
    hands.ok("sun-a", killed ? "ldm stop -f ldom1" : "ldm stop ldom1");
    return hands.ok("sun-a", "ldm unbind ldom1") && used;
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
    return use != Use.REFRESHED || hands.ok("sun-a", Typed.REFRESH);
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
