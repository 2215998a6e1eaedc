package org.cvmsnap.schedules;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cvmsnap.sim.SimCluster;
import org.cvmsnap.sim.SimTruth;

/** What somebody else does while a run is under way, just before one of its commands. */
@SuppressWarnings("ImmutableEnumChecker") // its lists are of List.of
enum Meddling {
  /** A snapshot is made a volume of its own. */
  DISSOCIATES("vxsnap -g datadg dis %s"),
  /** A snapshot is made anew of what its source is now. */
  REFRESHES("vxsnap -g datadg refresh %s source=datavol1"),
  /** A snapshot is made a volume of its own, and its DCO is removed. */
  UNPREPARES("vxsnap -g datadg dis %s", "vxsnap -g datadg unprepare %s"),
  /** A snapshot loses the tag by which its run is known. */
  UNTAGS("vxassist -g datadg removetag %s cvmsnap.run"),
  /** A mirror is broken off by hand under a name that nobody plans. */
  SNAPS("vxsnap -g datadg make source=datavol1/newvol=byhand/nmirror=1"),
  MOUNTS("mount /data") {
    @Override
    String machine() {
      return "ldom1";
    }
  },
  UNMOUNTS("umount /logs") {
    @Override
    String machine() {
      return "ldom1";
    }
  },
  /** The guest loses the disk of datavol1, until the first process is over. */
  TAKES_DISK("ldm rm-vdisk data ldom1") {
    @Override
    void undo(OtherOperator hands, boolean owed) throws InterruptedException {
      if (hands.lines("sun-a", "ldm list -o disk -p ldom1").stream()
          .noneMatch(line -> line.startsWith("VDISK|name=data|"))) {
        hands.must("sun-a", "ldm add-vdisk id=2 data ldom1-data@primary-vds0 ldom1");
      }
    }
  },
  /**
   * While the guest is down its disk of datavol2 comes to show what a guest of the other node has,
   * until the first process is over.
   */
  SWAPS_DISK(
      "ldm add-vdsdev /dev/vx/dsk/datadg/datavol3 others@primary-vds0",
      "ldm rm-vdisk logs ldom1",
      "ldm add-vdisk id=3 logs others@primary-vds0 ldom1") {
    @Override
    boolean strike(SimCluster cluster, OtherOperator hands) throws InterruptedException {
      return !hands.runs("sun-a", "ldom1") && super.strike(cluster, hands);
    }

    @Override
    void undo(OtherOperator hands, boolean owed) throws InterruptedException {
      if (hands.ok("sun-a", "ldm rm-vdisk logs ldom1")) { // refused where it was mounted by then
        hands.must("sun-a", "ldm rm-vdsdev others@primary-vds0");
        hands.must("sun-a", "ldm add-vdisk id=3 logs ldom1-logs@primary-vds0 ldom1");
      }
    }
  },
  /** The guest boots again. */
  REBOOTS("ldm stop -r ldom1"),
  /** The guest is stopped, before anything is owed to it, when all is paid, or in between. */
  STOPS("ldm stop ldom1") {
    @Override
    void undo(OtherOperator hands, boolean owed) throws InterruptedException {
      if (!owed && !hands.runs("sun-a", "ldom1")) {
        hands.must("sun-a", "ldm start ldom1");
      }
    }
  },
  /** The configuration of the machine is saved as it is at that moment. */
  SAVES("ldm add-spconfig byhand"),
  CLOCK_BACK(Duration.ofMinutes(-20)),
  CLOCK_FORWARD(Duration.ofDays(1));

  private final List<String> lines;
  private final Duration step;

  Meddling(String... lines) {
    this.lines = List.of(lines);
    this.step = Duration.ZERO;
  }

  /** The clock of this machine is set by that. */
  Meddling(Duration step) {
    this.lines = List.of();
    this.step = step;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Meddling> named(String effect) {
    return Arrays.stream(values()).filter(each -> each.word().equals(effect)).findFirst();
  }

  static Stream<Meddling> in(Schedule schedule) {
    return schedule.blows().stream()
        .flatMap(Schedule.Blow::all)
        .flatMap(blow -> named(blow.effect()).stream());
  }

  /** Whether it is the clock alone, which changes nothing in the world. */
  boolean ofClock() {
    return lines.isEmpty();
  }

  String machine() {
    return "sun-a";
  }

  /**
   * What gives back what a recovery cannot.
   *
   * @param owed whether the guest is owed something, so that there is something to recover
   */
  void undo(OtherOperator hands, boolean owed) throws InterruptedException {}

  /** Whether a snapshot is somebody's own volume from then on. */
  boolean keeps() {
    return this == DISSOCIATES;
  }

  /** Whether the guest's disks do, until the first process is over. */
  boolean ofDisks() {
    return this == TAKES_DISK || this == SWAPS_DISK;
  }

  /** Whether volumes change by it. */
  boolean overwrites() {
    return this == REFRESHES || this == MOUNTS;
  }

  /**
   * Whether a command shows it. Of a refresh VxVM tells the minute alone, and what was refreshed in
   * the minute of its making cannot be told from what was made.
   */
  boolean seenBy(String command) {
    return switch (this) {
      case REFRESHES -> false;
      case MOUNTS, UNMOUNTS -> command.equals("cat /etc/mnttab");
      case UNTAGS -> command.endsWith(" listtag");
      case TAKES_DISK, SWAPS_DISK -> command.startsWith("ldm list -o disk");
      case REBOOTS, STOPS, SAVES -> false;
      default -> command.equals("vxsnap -g datadg list");
    };
  }

  /** What may be mounted otherwise than before: of a boot, what vfstab does not mount. */
  Set<String> mounts() {
    return switch (this) {
      case MOUNTS, UNMOUNTS, REBOOTS, STOPS -> Set.of("/data", "/logs");
      default -> Set.of();
    };
  }

  /** What is tried on a variant: a guest that is stopped comes back by a boot anyway. */
  static List<Meddling> on(Variant variant) {
    Set<Meddling> ofRunning = Set.of(REBOOTS, SAVES);
    return Arrays.stream(values())
        .filter(each -> variant == Variant.TAKE_DETACH || !ofRunning.contains(each))
        .toList();
  }

  /** Whether it had an effect. */
  boolean strike(SimCluster cluster, OtherOperator hands) throws InterruptedException {
    cluster.stepClock(step);
    for (String line : lines) {
      if (!hands.ok(machine(), line.formatted(snapshot(cluster).orElse("none")))) {
        return false;
      }
    }
    return true;
  }

  /** The one that was there at first; where there is none, the newest. */
  private static Optional<String> snapshot(SimCluster cluster) {
    return cluster.truth().volumes().stream()
        .map(SimTruth.Volume::name)
        .filter(name -> name.startsWith("datavol1_") && !name.endsWith("_dcl"))
        .reduce((one, other) -> one.endsWith("_old") ? one : other);
  }
}
