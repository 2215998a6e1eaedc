package org.cvmsnap.schedules;

import static org.cvmsnap.schedules.Start.State.BOUND;
import static org.cvmsnap.schedules.Start.State.INACTIVE;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.plan.Kind;
import org.cvmsnap.sim.SimCluster;

/**
 * An operation and the world that it meets: the fault-free run of each ends with 0. Whatever is
 * listed here meets every fault at every point.
 */
@SuppressWarnings("ImmutableEnumChecker") // records all the way down
enum Variant {
  TAKE_ONE(Start.usual().mirrors("datavol1"), Taking.of("datavol1")),
  TAKE_TWO(Start.usual().mirrors("datavol1", "datavol2"), Taking.of("datavol1", "datavol2")),
  TAKE_ATTACH(Start.usual(), Taking.of("datavol1")),
  TAKE_BOUND(Start.usual().mirrors("datavol1").in(BOUND), Taking.of("datavol1")),
  TAKE_INACTIVE(Start.usual().mirrors("datavol1").in(INACTIVE), Taking.of("datavol1")),
  TAKE_TRADITIONAL(
      Start.usual().traditional("datavol1").mirrors("datavol1"), Taking.of("datavol1")),
  TAKE_TRADITIONAL_INACTIVE(
      Start.usual().traditional("datavol1").mirrors("datavol1").in(INACTIVE),
      Taking.of("datavol1")),
  TAKE_NO_REMOUNT(Start.usual().mirrors("datavol2"), Taking.of("datavol2").withoutRemount()),
  TAKE_FORCE(Start.usual().mirrors("datavol1"), Taking.of("datavol1").forced()),
  TAKE_FULL(Start.usual(), Taking.of("datavol1").kind(new Kind.Full(false))),
  TAKE_SPACE_OPTIMIZED(
      Start.usual(),
      Taking.of("datavol1").kind(new Kind.SpaceOptimized(Optional.empty(), 2097152))),
  TAKE_LINKED(Start.usual(), Taking.of("datavol1").kind(new Kind.Linked(Optional.empty()))),
  RESTORE(Start.usual().snapshots("datavol1").mirrors("datavol1"), Pointing.restoring("datavol1")),
  RESTORE_TWO(
      Start.usual().snapshots("datavol1", "datavol2").mirrors("datavol1", "datavol2"),
      Pointing.restoring("datavol1", "datavol2")),
  RESTORE_INACTIVE(
      Start.usual().snapshots("datavol1").mirrors("datavol1").in(INACTIVE),
      Pointing.restoring("datavol1")),
  RESTORE_TRADITIONAL(
      Start.usual().traditional("datavol1").snapshots("datavol1").mirrors("datavol1"),
      Pointing.restoring("datavol1")),
  RESTORE_TRADITIONAL_TWO(
      Start.usual().traditional("datavol1", "datavol2").snapshots("datavol1", "datavol2"),
      Pointing.restoring("datavol1", "datavol2").withoutSafety()),
  REFRESH(Start.usual().snapshots("datavol1"), Pointing.refreshing("datavol1")),
  REFRESH_TWO(
      Start.usual().snapshots("datavol1", "datavol2"), Pointing.refreshing("datavol1", "datavol2")),
  REFRESH_INACTIVE(
      Start.usual().snapshots("datavol1").in(INACTIVE), Pointing.refreshing("datavol1"));

  /** The mounts that an operator has asked not to have back. */
  static final Set<String> MAY_STAY_UNMOUNTED = Set.of("/data", "/logs");

  private final Start start;
  private final Operation operation;

  Variant(Start start, Operation operation) {
    this.start = start;
    this.operation = operation;
  }

  /** As in ids: {@code take-one}. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Variant named(String word) {
    return Arrays.stream(values())
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no variant " + word));
  }

  Operation operation() {
    return operation;
  }

  List<String> volumes() {
    return operation.volumes();
  }

  /** What stays unmounted because the operator asked for that. */
  Set<String> staysUnmounted() {
    return this == TAKE_NO_REMOUNT ? Set.of("/logs") : Set.of();
  }

  boolean forces() {
    return this == TAKE_FORCE;
  }

  boolean active() {
    return start.active();
  }

  /**
   * The world before the operation.
   *
   * @param locks for what has to be taken by cvmsnap itself
   */
  SimCluster start(Path locks) {
    return start.cluster(locks);
  }
}
