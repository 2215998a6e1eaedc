package org.cvmsnap.schedules;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.cvmsnap.model.Mode;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.sim.Scenario;
import org.cvmsnap.sim.SimCluster;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.MemoryLogStore;
import org.cvmsnap.workflow.ListFilter;
import org.cvmsnap.workflow.Listing;

/**
 * A random world and a random history in it: operations, recoveries, changes by hand, and a blow
 * for most processes. One seed gives the same history for ever.
 */
final class Soak {
  private static final int DEEDS = 6;

  private final Random random;
  private final Path locks;
  private final Trial.Tracer tracer;
  private final SimCluster cluster;
  private final OtherOperator hands;
  private final MemoryLogStore logs = new MemoryLogStore();
  private final List<String> violations = new ArrayList<>();

  /** How the guests have to be whenever nothing is owed. */
  private ClusterState expected;

  /** What a snapshot may hold: a database on raw slices has its own way to be made whole. */
  private Set<String> contents = Watch.CLEAN;

  /** Whether an operator asked not to have mounts back, in a run that may be owed still. */
  private boolean noRemount;

  Soak(long seed, Path locks, Trial.Tracer tracer) {
    this.random = new Random(seed);
    this.locks = locks;
    this.tracer = tracer;
    this.cluster = Scenario.of(scenario(), "seed " + seed).cluster();
    this.hands = OtherOperator.at(cluster);
    this.expected = ClusterState.of(cluster);
  }

  private boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  /** The built-in site, or as often one of the others. */
  private String scenario() {
    List<String> others = List.of(Scenario.NAMES.split(", ", -1));
    String site = oneIn(2) ? Scenario.BUILT_IN : others.get(random.nextInt(others.size()));
    tracer.line("-- site " + site);
    if (site.equals("asm")) {
      contents = Watch.CRASH_CONSISTENT;
    }
    String text = Start.text(site).replaceFirst("(?s)\\[times].*?\n\n", "");
    if (oneIn(3)) {
      text = text.replaceFirst("prepared = true\nregionsize = 64\n|, prepared = true", "");
    }
    if (oneIn(2)) {
      text =
          text.replaceFirst(
              "atBoot = false\n", "options = \"nosuid,ro\"\natBoot = " + oneIn(2) + "\n");
    }
    if (oneIn(2)) {
      text = text.replaceFirst("options = \"nosuid\"", "atBoot = " + oneIn(2));
    }
    if (oneIn(3)) {
      text = text.replace("mountPoint = \"/logs\"", "mountPoint = \"/data/logs\"");
    }
    return text.replaceFirst("\\[\\[node]]", times() + "\n[[node]]");
  }

  private String times() {
    return """
        [times]
        lateSeconds = %d
        stopSeconds = %d
        softstateSeconds = %d
        bootSeconds = %d
        bindSeconds = %d
        """
        .formatted(
            1 + random.nextInt(50),
            5 + random.nextInt(300),
            1 + random.nextInt(20),
            22 + random.nextInt(20),
            1 + random.nextInt(400));
  }

  /** What was violated; empty when all is well. */
  List<String> run() throws InterruptedException {
    cluster.advance(Duration.ofMinutes(30));
    expected = ClusterState.of(cluster);
    for (int deed = 0; deed < DEEDS && violations.isEmpty(); deed++) {
      if (oneIn(3)) {
        change();
      }
      Launch process = process(blow()).perform(request());
      ended(process);
      while (violations.isEmpty() && (process.crashed() || process.exit() >= 100)) {
        process = process(oneIn(2) ? blow() : Optional.empty()).recover();
        ended(process);
      }
    }
    Launch last = process(Optional.empty()).recover();
    ended(last);
    if (last.exit() >= 100 || last.owed()) {
      violations.add("a recovery without faults ended with " + last.exit() + ": " + last.said());
    }
    return violations;
  }

  /** Somebody changes something while nothing is owed, and wants it to stay so. */
  private void change() throws InterruptedException {
    if (!process(Optional.empty()).recover().crashed()) {
      List<String> lines =
          List.of(
              "ldom1 umount /data",
              "ldom1 mount -F vxfs -o ro /dev/dsk/c0d2s0 /data",
              "ldom1 mount -F vxfs -o nosuid /dev/dsk/c0d2s0 /data",
              "ldom1 umount /logs",
              "ldom1 umount /data/logs",
              "ldom1 mount /data/logs",
              "ldom1 zpool export tank",
              "ldom1 zpool import tank",
              "ldom1 init 5",
              "sun-a ldm unbind-dom ldom1",
              "sun-a ldm bind-dom ldom1",
              "sun-a ldm start-dom ldom1",
              "sun-a vxsnap -g datadg addmir datavol2");
      for (int i = 0; i < 1 + random.nextInt(4); i++) {
        String line = lines.get(random.nextInt(lines.size()));
        if (line.contains("start-dom") && hands.runs("sun-b", "ldom1")) {
          continue; // a guest that two machines run is corrupt, whatever cvmsnap does
        }
        int blank = line.indexOf(' ');
        tracer.line("-- by hand: " + line);
        boolean unused = hands.ok(line.substring(0, blank), line.substring(blank + 1));
        cluster.advance(Duration.ofMinutes(10));
      }
      settled();
      expected = ClusterState.of(cluster);
      noRemount = false;
    }
  }

  /** Waits for what VCS and a boot still do by themselves after that. */
  private void settled() {
    for (int minutes = 0; minutes < 60 && inMotion(); minutes++) {
      cluster.advance(Duration.ofMinutes(1));
    }
  }

  private boolean inMotion() {
    SimTruth truth = cluster.truth();
    return truth.groups().stream().anyMatch(group -> group.state().contains("STARTING"))
        || truth.guests().stream().anyMatch(guest -> guest.os().equals("booting"));
  }

  private Operation request() throws InterruptedException {
    List<SnapshotInfo> good =
        oneIn(3)
            ? new Listing(process(Optional.empty()).session())
                .run(List.of(), Optional.empty(), ListFilter.NONE).snapshots().stream()
                    .filter(each -> each.ours() && each.good())
                    .toList()
            : List.of();
    return good.isEmpty() ? taking() : pointing(good.get(random.nextInt(good.size())));
  }

  private Operation pointing(SnapshotInfo snapshot) {
    return new Pointing(
        oneIn(2),
        oneIn(2),
        Optional.empty(),
        List.of(
            new SnapshotPair(
                new VolumeId(snapshot.id().group(), snapshot.source().orElseThrow()),
                snapshot.id())),
        Mode.STOP);
  }

  private Operation taking() {
    List<String> volumes = new ArrayList<>();
    int which = 1 + random.nextInt(3);
    if ((which & 1) != 0) {
      volumes.add("datavol1");
    }
    if ((which & 2) != 0) {
      volumes.add("datavol2");
    }
    boolean remount = !oneIn(8);
    noRemount |= !remount;
    Taking taking = Taking.of(volumes.toArray(String[]::new));
    return remount ? taking : taking.withoutRemount();
  }

  private Optional<Schedule.Blow> blow() {
    if (oneIn(4)) {
      return Optional.empty();
    }
    boolean journal = oneIn(5);
    List<String> effects = journal ? Effects.AT_WRITES : Effects.IN_TIME_AT_ACTS;
    Schedule.Point point = new Schedule.Point(journal, 1 + random.nextInt(journal ? 16 : 90));
    return Optional.of(new Schedule.Blow(point, effects.get(random.nextInt(effects.size()))));
  }

  private Launch process(Optional<Schedule.Blow> blow) {
    tracer.line("-- process, " + blow.map(Schedule.Blow::toString).orElse("nothing goes wrong"));
    return new Launch(
        Place.SUN_A,
        cluster,
        logs,
        locks,
        blow,
        Weakening.NONE,
        new Watch(cluster, false, Watch::ofGuest, false, false, contents, tracer, violations::add));
  }

  private void ended(Launch process) throws InterruptedException {
    tracer.line(process.crashed() ? "-- died" : "-- exit " + process.exit() + " " + process.said());
    if (process.said().startsWith("bug")) {
      violations.add(process.said());
    }
    if (process.crashed()) {
      return;
    }
    cluster.advance(Duration.ofHours(1));
    if (process.exit() < 100 && !process.owed()) {
      Set<String> may = noRemount ? Variant.MAY_STAY_UNMOUNTED : Set.of();
      ClusterState is = ClusterState.of(cluster);
      is.withoutMore(expected, Variant.MAY_STAY_UNMOUNTED)
          .guestsDiffer(expected, may)
          .ifPresent(how -> violations.add("exit " + process.exit() + ": " + how));
      expected = is;
      noRemount = false;
    }
    boolean told = process.exit() != 0 && process.toldOfJournal();
    if (process.exit() >= 100 != process.owed() && process.exit() != 1 && !told) {
      violations.add("exit " + process.exit() + ", owed: " + process.owed());
    }
    listed(process);
  }

  private void listed(Launch process) throws InterruptedException {
    List<SimTruth.Snapshot> truth = cluster.truth().snapshots();
    for (SnapshotInfo each :
        new Listing(process.session())
            .run(List.of(), Optional.empty(), ListFilter.NONE)
            .snapshots()) {
      boolean fine =
          truth.stream()
              .anyMatch(
                  one ->
                      one.name().equals(each.id().name().value())
                          && contents.contains(one.content()));
      if (each.ours() && each.good() && !fine) {
        violations.add(each.id() + " is listed as good and is not");
      }
    }
    for (SimTruth.Volume volume : cluster.truth().volumes()) {
      if (volume.corrupt()) {
        violations.add(volume.name() + " is corrupt");
      }
    }
  }
}
