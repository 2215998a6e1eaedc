package org.cvmsnap.schedules;

import static org.cvmsnap.schedules.Start.State.BOUND;
import static org.cvmsnap.schedules.Start.State.INACTIVE;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cvmsnap.host.Command;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.plan.take.FullSized;
import org.cvmsnap.plan.take.Linked;
import org.cvmsnap.plan.take.NamedPlex;
import org.cvmsnap.plan.take.SpaceOptimized;

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
  TAKE_NO_REMOUNT(
      Start.usual().mirrors("datavol2"), Taking.of("datavol2").withoutRemount().forced()),
  TAKE_FULL(Start.usual(), Taking.of("datavol1").kind(new FullSized(false))),
  TAKE_SPACE_OPTIMIZED(
      Start.usual(), Taking.of("datavol1").kind(new SpaceOptimized(Optional.empty(), 2097152))),
  TAKE_LINKED(Start.usual(), Taking.of("datavol1").kind(new Linked(Optional.empty()))),
  TAKE_PLEX(
      Start.usual().threeMirrors("datavol1"),
      Taking.of("datavol1").kind(new NamedPlex(Map.of(new VolumeName("datavol1"), "datavol1-03")))),
  TAKE_TRADITIONAL_BOUND(
      Start.usual().traditional("datavol1").mirrors("datavol1").in(BOUND), Taking.of("datavol1")),
  TAKE_VCS(Start.vcs().mirrors("datavol1"), Taking.of("datavol1")),
  TAKE_VCS_PERSISTENT(Start.vcs().mirrors("datavol1"), Taking.of("datavol1").frozenForGood()),
  TAKE_VCS_FROZEN(
      Start.vcs().mirrors("datavol1").typed("sun-a: hagrp -freeze ldom1_sg"),
      Taking.of("datavol1")),
  TAKE_FENCE(Start.usual().mirrors("datavol1"), Taking.of("datavol1").fenced()),
  RESTORE(Start.usual().snapshots("datavol1").mirrors("datavol1"), Pointing.restoring("datavol1")),
  RESTORE_TWO(
      Start.usual().snapshots("datavol1", "datavol2").mirrors("datavol1", "datavol2"),
      Pointing.restoring("datavol1", "datavol2")),
  RESTORE_INACTIVE(
      Start.usual().snapshots("datavol1").mirrors("datavol1").in(INACTIVE),
      Pointing.restoring("datavol1")),
  RESTORE_BOUND(
      Start.usual().snapshots("datavol1").mirrors("datavol1").in(BOUND),
      Pointing.restoring("datavol1")),
  RESTORE_VCS(
      Start.vcs().snapshots("datavol1").mirrors("datavol1"), Pointing.restoring("datavol1")),
  RESTORE_TRADITIONAL(
      Start.usual().traditional("datavol1").snapshots("datavol1").mirrors("datavol1"),
      Pointing.restoring("datavol1")),
  RESTORE_TRADITIONAL_TWO(
      Start.usual().traditional("datavol1", "datavol2").snapshots("datavol1", "datavol2"),
      Pointing.restoring("datavol1", "datavol2").withoutSafety()),
  REFRESH(Start.usual().snapshots("datavol1"), Pointing.refreshing("datavol1")),
  REFRESH_TWO(
      Start.usual().snapshots("datavol1", "datavol2"), Pointing.refreshing("datavol1", "datavol2")),
  REFRESH_VCS(Start.vcs().snapshots("datavol1"), Pointing.refreshing("datavol1")),
  REFRESH_INACTIVE(
      Start.usual().snapshots("datavol1").in(INACTIVE), Pointing.refreshing("datavol1")),
  REFRESH_BOUND(Start.usual().snapshots("datavol1").in(BOUND), Pointing.refreshing("datavol1")),
  EXPORT(Start.usual().snapshots("datavol1"), Tending.exporting("datavol1")),
  UNEXPORT(
      Start.usual()
          .snapshots("datavol1")
          .typed(
              "sun-a: ldm add-vdsdev /dev/vx/dsk/datadg/datavol1_old datavol1_old@primary-vds0",
              "sun-a: ldm add-vdisk datavol1_old datavol1_old@primary-vds0 ldom2"),
      Tending.unexporting("datavol1")),
  VERIFY(
      Start.usual()
          .snapshots("datavol1")
          .with("name = \"ldom2\"\nstate = \"inactive\"", "name = \"ldom2\"\nstate = \"active\""),
      Tending.verifying("datavol1")),
  REATTACH(Start.usual().snapshots("datavol1"), Tending.reattaching("datavol1")),
  REATTACH_TRADITIONAL(
      Start.usual().traditional("datavol1").snapshots("datavol1"), Tending.reattaching("datavol1")),
  DISSOCIATE(Start.usual().snapshots("datavol1"), Tending.dissociating("datavol1")),
  DISSOCIATE_TRADITIONAL(
      Start.usual().traditional("datavol1").snapshots("datavol1"),
      Tending.dissociating("datavol1")),
  REMOVE_TWO(
      Start.usual().snapshots("datavol1", "datavol2"), Tending.removing("datavol1", "datavol2")),
  REMOVE_TRADITIONAL(
      Start.usual().traditional("datavol1").snapshots("datavol1"), Tending.removing("datavol1")),
  REMOVE_SPACE_OPTIMIZED(
      Start.usual().snapshots("datavol1").kind(new SpaceOptimized(Optional.empty(), 2097152)),
      Tending.removing("datavol1")),
  REMOVE_LINKED(
      Start.usual().snapshots("datavol1").kind(new Linked(Optional.empty())),
      Tending.removing("datavol1")),
  PRUNE(Start.usual().snapshots("datavol1").andNewer(), Tending.pruning("datavol1")),
  PRUNE_UNPROVEN(
      Start.usual()
          .snapshots("datavol1")
          .andNewer()
          .typed("sun-a: vxassist -g datadg removetag datavol1_new cvmsnap.proof"),
      Tending.pruningNothing("datavol1")),
  PREPARE(Start.usual(), Tending.preparing("bootvol1")),
  UNPREPARE(Start.usual().mirrors("datavol1"), Tending.unpreparing("datavol1")),
  TAKE_SSH(Start.vcs().mirrors("datavol1"), Taking.of("datavol1"), Place.ADMIN_HOST),
  RESTORE_SSH(
      Start.usual().snapshots("datavol1").mirrors("datavol1"),
      Pointing.restoring("datavol1"),
      Place.ADMIN_HOST),
  TAKE_MOUNTED_BY_HAND(
      Start.usual()
          .mirrors("datavol1")
          .typed(
              "ldom1: mount -F nfs filer:/export/tools /tools", "ldom1: mount -F lofs /logs /old"),
      Taking.of("datavol1")),
  /** The boot mounts what is inside /data, and not /data. */
  TAKE_NESTED(
      Start.usual()
          .mirrors("datavol1")
          .with("mountPoint = \"/logs\"", "mountPoint = \"/data/logs\""),
      Taking.of("datavol1")),
  TAKE_SOLARIS10(Start.site("solaris10").mirrors("datavol1"), Taking.of("datavol1")),
  TAKE_ZFS(Start.site("zfs").mirrors("datavol1"), Taking.of("datavol1")),
  TAKE_LAYERED(Start.site("layered").mirrors("datavol1"), Taking.of("datavol1")),
  TAKE_BESIDE_RAW(Start.site("asm").mirrors("datavol2"), Taking.of("datavol2")),
  TAKE_RAW(Start.site("asm").mirrors("datavol1"), Taking.of("datavol1").withoutFileSystem()),
  TAKE_TWO_GROUPS(
      Start.site("twogroups").mirrors("datavol1", "datavol2"), Taking.of("datavol1", "datavol2")),
  TAKE_HOSTNAMES(Start.site("hostnames").mirrors("datavol1"), Taking.of("datavol1")),
  TAKE_STANDBY(Start.site("standby").mirrors("datavol1"), Taking.of("datavol1")),
  RESTORE_SOLARIS10(
      Start.site("solaris10").snapshots("datavol1").mirrors("datavol1"),
      Pointing.restoring("datavol1")),
  RESTORE_ZFS(
      Start.site("zfs").snapshots("datavol1").mirrors("datavol1"), Pointing.restoring("datavol1")),
  RESTORE_LAYERED(
      Start.site("layered").snapshots("datavol1").mirrors("datavol1"),
      Pointing.restoring("datavol1")),
  RESTORE_TWO_GROUPS(
      Start.site("twogroups").snapshots("datavol1", "datavol2").mirrors("datavol1", "datavol2"),
      Pointing.restoring("datavol1", "logdg/datavol2")),
  REFRESH_TWO_GROUPS(
      Start.site("twogroups").snapshots("datavol1", "datavol2"),
      Pointing.refreshing("datavol1", "logdg/datavol2")),
  RESTORE_HOSTNAMES(
      Start.site("hostnames").snapshots("datavol1").mirrors("datavol1"),
      Pointing.restoring("datavol1")),
  RESTORE_STANDBY(
      Start.site("standby").snapshots("datavol1").mirrors("datavol1"),
      Pointing.restoring("datavol1")),
  TAKE_OVER_STANDBY(
      Start.site("standby").mirrors("datavol1").died(), new TakingOver(), Place.SUN_B),
  TAKE_OVER(Start.vcs().mirrors("datavol1").died(), new TakingOver(), Place.SUN_B),
  TAKE_DETACH(Start.usual().mirrors("datavol1"), Taking.of("datavol1").detaching()),
  TAKE_DETACH_TWO(
      Start.usual().mirrors("datavol1", "datavol2"), Taking.of("datavol1", "datavol2").detaching()),
  TAKE_DETACH_NO_REMOUNT(
      Start.usual().mirrors("datavol2"), Taking.of("datavol2").withoutRemount().detaching()),
  TAKE_DETACH_ZFS(Start.site("zfs").mirrors("datavol1"), Taking.of("datavol1").detaching()),
  RESTORE_DETACH(
      Start.usual().snapshots("datavol1").mirrors("datavol1"),
      Pointing.restoring("datavol1").detaching()),
  REFRESH_DETACH(Start.usual().snapshots("datavol1"), Pointing.refreshing("datavol1").detaching()),
  TAKE_HOOK(Start.usual().mirrors("datavol1").database(), Taking.of("datavol1").hooked()),
  TAKE_DETACH_HOOK(
      Start.usual().mirrors("datavol1").database(), Taking.of("datavol1").hooked().detaching()),
  /** The window ends soon after the outage has usually begun. */
  TAKE_WINDOW(Start.usual().mirrors("datavol1"), Taking.of("datavol1").until("03:03:03@UTC")),
  /** VxVM never shows datavol1 open, and the other node has it. Refused. */
  TAKE_BLIND(
      Start.usual()
          .mirrors("datavol1")
          .with("megabytes = 20480\n", "megabytes = 20480\nblind = true\n")
          .with("name = \"sun-b\"", "name = \"sun-b\"\nopen = [\"datadg/datavol1\"]"),
      Taking.of("datavol1")),
  /** Binding would give each of two disks the number of the other. Refused. */
  TAKE_RENUMBERED(
      Start.usual()
          .mirrors("datavol1")
          .with(
              "ldom1-data@primary-vds0\"\nid = 2", "ldom1-data@primary-vds0\"\nid = 2\nauto = true")
          .with(
              "ldom1-logs@primary-vds0\"\nid = 3", "ldom1-logs@primary-vds0\"\nid = 1\nauto = true")
          .with("c0d3s0", "c0d1s0"),
      Taking.of("datavol1"));

  /** Those that are refused, and of which no fault tells anything. */
  private static final Set<Variant> REFUSED = Set.of(TAKE_BLIND, TAKE_RENUMBERED);

  /** Those in which each point is struck in a few ways, as all of the code is that of others. */
  private static final Set<Variant> STRUCK_AS_OTHERS =
      Set.of(
          TAKE_LAYERED,
          RESTORE_LAYERED,
          TAKE_MOUNTED_BY_HAND,
          TAKE_NESTED,
          TAKE_BESIDE_RAW,
          TAKE_HOSTNAMES,
          RESTORE_SOLARIS10,
          RESTORE_TWO_GROUPS,
          REFRESH_TWO_GROUPS,
          RESTORE_HOSTNAMES,
          RESTORE_STANDBY,
          PRUNE_UNPROVEN,
          TAKE_DETACH_TWO,
          TAKE_DETACH_NO_REMOUNT,
          TAKE_DETACH_ZFS,
          TAKE_HOOK,
          TAKE_DETACH_HOOK,
          TAKE_NO_REMOUNT,
          TAKE_STANDBY,
          RESTORE_TWO,
          REFRESH_TWO);

  /** Those that go out and come home by the same code as others. */
  private static final Set<Variant> AS_OTHERS =
      and(
          STRUCK_AS_OTHERS,
          TAKE_TWO,
          TAKE_TWO_GROUPS,
          TAKE_ATTACH,
          TAKE_FULL,
          TAKE_VCS_PERSISTENT,
          RESTORE_TRADITIONAL_TWO,
          TAKE_SSH,
          RESTORE_SSH,
          TAKE_SOLARIS10,
          TAKE_RAW,
          TAKE_VCS_FROZEN,
          RESTORE_VCS,
          RESTORE_ZFS,
          REFRESH_VCS,
          TAKE_PLEX,
          TAKE_WINDOW,
          TAKE_TRADITIONAL_BOUND,
          RESTORE_BOUND,
          REFRESH_BOUND);

  /** Those that come home by the same code as another one: a second crash tells nothing more. */
  private static final Set<Variant> HOME_AS_OTHERS =
      and(AS_OTHERS, RESTORE_DETACH, REFRESH_DETACH, TAKE_OVER_STANDBY);

  /** Those in which other people's hands meet the same code as in another one. */
  private static final Set<Variant> MET_AS_OTHERS =
      and(AS_OTHERS, TAKE_LINKED, TAKE_SPACE_OPTIMIZED);

  /** The mounts that an operator has asked not to have back. */
  static final Set<String> MAY_STAY_UNMOUNTED = Set.of("/data", "/logs", "/data/logs", "/tank");

  private final Start start;
  private final Operation operation;
  private final Place place;

  private static Set<Variant> and(Set<Variant> some, Variant... more) {
    return Stream.concat(some.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
  }

  Variant(Start start, Operation operation) {
    this(start, operation, Place.SUN_A);
  }

  Variant(Start start, Operation operation, Place place) {
    this.start = start;
    this.operation = operation;
    this.place = place;
  }

  /** The word of ids: {@code take-one}. */
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

  Place place() {
    return place;
  }

  /** Whether cvmsnap refuses it, unless it is built wrongly. */
  boolean refused() {
    return REFUSED.contains(this);
  }

  /** Those that are not refused. */
  static List<Variant> working() {
    return Arrays.stream(values()).filter(variant -> !variant.refused()).toList();
  }

  /** What the documentation calls it. */
  String title() {
    boolean window = operation instanceof Taking taking && taking.notAfter().isPresent();
    return operation.word()
        + (overSsh() ? " --host ssh://sun-a" : "")
        + (window ? " --not-after TIME" : "");
  }

  private boolean overSsh() {
    return place == Place.ADMIN_HOST;
  }

  /** What is tried at a command, once anything is about to be changed. */
  List<String> effects(Command command) {
    return command.argv().contains(Start.DATABASE) ? Effects.AT_HOOKS : effects(command.mutates());
  }

  /** What is tried at every command that changes something, or at every one that does not. */
  List<String> effects(boolean acts) {
    if (overSsh()) {
      return acts ? Effects.AT_ACTS_OVER_SSH : Effects.AT_LOOKS_OVER_SSH;
    }
    if (STRUCK_AS_OTHERS.contains(this)) {
      return acts ? Effects.FEW_AT_ACTS : Effects.FEW_AT_LOOKS;
    }
    if (AS_OTHERS.contains(this)) {
      return acts ? Effects.IN_TIME_AT_ACTS : Effects.SOME_AT_LOOKS;
    }
    return acts ? Effects.AT_ACTS : Effects.AT_LOOKS;
  }

  /** What is tried at every command before the first that changes something. */
  List<String> effectsInSurvey() {
    return AS_OTHERS.contains(this) && !overSsh() ? Effects.FEW_AT_LOOKS : effects(false);
  }

  /** What is tried at every write to the journal, which is the same from everywhere. */
  List<String> effectsAtWrites() {
    if (overSsh()) {
      return List.of();
    }
    return STRUCK_AS_OTHERS.contains(this) ? Effects.FEW_AT_WRITES : Effects.AT_WRITES;
  }

  /** What is done to its journal after every write; where it lies, no journal is another's. */
  List<String> damages() {
    return this == TAKE_ONE ? Damage.WORDS : this == TAKE_VCS ? Damage.FEW : List.of();
  }

  /** Whether its volumes have traditional snapshots. */
  boolean traditional() {
    return !start.traditional().isEmpty();
  }

  /** Whether others use its volumes after a crash. */
  boolean leftAlone() {
    return Set.of(
            TAKE_ONE,
            TAKE_INACTIVE,
            TAKE_FULL,
            TAKE_TRADITIONAL,
            RESTORE,
            RESTORE_INACTIVE,
            RESTORE_TWO_GROUPS,
            RESTORE_TRADITIONAL,
            RESTORE_TRADITIONAL_TWO,
            REFRESH,
            REFRESH_INACTIVE,
            REFRESH_TWO_GROUPS)
        .contains(this);
  }

  /** Whether others meddle with it. */
  boolean meddled() {
    return Set.of(
            TAKE_ONE,
            TAKE_DETACH,
            TAKE_PLEX,
            TAKE_SPACE_OPTIMIZED,
            TAKE_LINKED,
            RESTORE,
            RESTORE_TWO,
            REFRESH,
            REFRESH_TWO,
            PRUNE,
            REMOVE_TWO,
            REATTACH,
            DISSOCIATE)
        .contains(this);
  }

  /** Whether the volumes were in use, and are again where nothing is done with them. */
  boolean inUse() {
    return start.inUse();
  }

  /** What the snapshots may hold. */
  Set<String> contents() {
    return operation instanceof Taking taking && taking.noFileSystem()
        ? Watch.CRASH_CONSISTENT
        : Watch.CLEAN;
  }

  /** Whether a run of sun-a was cut short by the death of the node. */
  boolean nodeDied() {
    return start.nodeDied();
  }

  /** What stays unmounted because the operator asked for that. */
  Set<String> staysUnmounted() {
    return Set.of(TAKE_NO_REMOUNT, TAKE_DETACH_NO_REMOUNT).contains(this)
        ? Set.of("/logs")
        : Set.of();
  }

  boolean forces() {
    return this == TAKE_NO_REMOUNT;
  }

  /**
   * Whether other people's hands can come between the guest's going down and coming back. Where
   * somebody binds the guest by hand, a fence is owed until its volumes are closed again, and no
   * recovery pays it before; {@code FenceTest} shows that.
   */
  boolean exposed() {
    return start.active()
        && operation.takesGuestDown()
        && this != TAKE_FENCE
        && !MET_AS_OTHERS.contains(this);
  }

  /** What cvmsnap on the other node may do to the same snapshot at the same time. */
  Optional<Operation> rival() {
    return switch (this) {
      case EXPORT -> Optional.of(Tending.removing("datavol1"));
      case DISSOCIATE, REATTACH, REMOVE_TRADITIONAL, PRUNE ->
          Optional.of(Tending.exportingElsewhere("datavol1"));
      default -> Optional.empty();
    };
  }

  /** Whether a second crash is tried, at every point of the recovery after a first one. */
  boolean crashesTwice() {
    return !HOME_AS_OTHERS.contains(this);
  }

  /**
   * The world before the operation.
   *
   * @param locks for what has to be taken by cvmsnap itself
   */
  Start.Prepared start(Path locks) {
    return start.prepared(locks);
  }
}
