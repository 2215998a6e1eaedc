package org.cvmsnap.schedules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.cvmsnap.plan.take.BreakOff;
import org.cvmsnap.plan.take.Kind;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Scenario;
import org.cvmsnap.sim.SimCluster;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.MemoryLogStore;

/**
 * The world that an operation meets: a built-in one, changed.
 *
 * @param scenario its text
 * @param state of ldom1
 * @param traditional the volumes that are not prepared for instant snapshots
 * @param mirrored those that have a mirror to break off
 * @param snapped those that have a snapshot, and have changed since
 * @param kind of these snapshots
 * @param newer whether they have a second snapshot that is newer
 * @param typed what was typed at last, as {@code HOST: WORDS}
 * @param nodeDied whether sun-a has died since, in a take of its own, with the guest down
 * @param inUse whether volumes that have a snapshot are in use again, and not let go of
 */
record Start(
    String scenario,
    State state,
    List<String> traditional,
    List<String> mirrored,
    List<String> snapped,
    Kind kind,
    boolean newer,
    List<String> typed,
    boolean nodeDied,
    boolean inUse) {
  /** Of ldom1. */
  enum State {
    ACTIVE,
    BOUND,
    INACTIVE
  }

  private static final String PREPARED = "prepared = true\nregionsize = 64\n";

  /** A guest of the other node that is given nothing, until somebody does. */
  private static final String THIEF =
      """
      [[node.domain]]
      name = "thief"
      state = "inactive"
      cpus = 8
      megabytes = 8192
      console = "5009"

      """;

  /** An application of ldom1 in SMF, where there is one. */
  static final String DATABASE = "svc:/application/db:default";

  private static final String MOUNTED = "mounted = [\"/data\"]\n";

  /** Short boots, and long looks, so that there are fewer where something is waited for. */
  private static final String QUICK =
      """
      softstateSeconds = 8
      bootSeconds = 14
      listSeconds = 2
      vxReadSeconds = 2
      guestSeconds = 1
      """;

  static Start usual() {
    return of("builtin");
  }

  /** VCS has ldom1, and could bring it up on sun-b. */
  static Start vcs() {
    return of("vcs");
  }

  /** What a real site has, with volumes that stay in use. */
  static Start site(String scenario) {
    return of(
        text(scenario)
            .replaceFirst("\\[\\[node]]", "[times]\n" + QUICK + "\n[[node]]")
            .replaceFirst("\\[\\[diskgroup]]", THIEF + "[[diskgroup]]"),
        true);
  }

  private static Start of(String scenario) {
    return of(
        text(scenario)
            .replace("# ---- shared storage ----", THIEF)
            .replace("softstateSeconds = 75\n", "")
            .replace("bootSeconds = 90\n", "")
            .replace("listSeconds = 0.4\n", QUICK),
        false);
  }

  private static Start of(String text, boolean inUse) {
    return new Start(
        text,
        State.ACTIVE,
        List.of(),
        List.of(),
        List.of(),
        new BreakOff(),
        false,
        List.of(),
        false,
        inUse);
  }

  Start in(State other) {
    return new Start(
        scenario, other, traditional, mirrored, snapped, kind, newer, typed, nodeDied, inUse);
  }

  Start traditional(String... volumes) {
    String text = scenario;
    for (String volume : volumes) {
      int at = text.indexOf(PREPARED, text.indexOf("name = \"" + volume + "\""));
      text = text.substring(0, at) + text.substring(at + PREPARED.length());
    }
    return new Start(
        text, state, List.of(volumes), mirrored, snapped, kind, newer, typed, nodeDied, inUse);
  }

  /** The volume has a mirror more, which VxVM knows nothing special of: {@code VOLUME-03}. */
  Start threeMirrors(String volume) {
    int at = scenario.indexOf("mirrors = 2", scenario.indexOf("name = \"" + volume + "\""));
    String text =
        scenario.substring(0, at) + "mirrors = 3" + scenario.substring(at + "mirrors = 2".length());
    return new Start(
        text, state, traditional, mirrored, snapped, kind, newer, typed, nodeDied, inUse);
  }

  Start mirrors(String... volumes) {
    return new Start(
        scenario,
        state,
        traditional,
        List.of(volumes),
        snapped,
        kind,
        newer,
        typed,
        nodeDied,
        inUse);
  }

  /** Nothing is mounted on these, so that they change only by what is done to them. */
  Start snapshots(String... volumes) {
    String text = scenario.replace("options = \"nosuid\"", "options = \"nosuid\"\natBoot = false");
    return new Start(
        text, state, traditional, mirrored, List.of(volumes), kind, newer, typed, nodeDied, inUse);
  }

  Start kind(Kind other) {
    return new Start(
        scenario, state, traditional, mirrored, snapped, other, newer, typed, nodeDied, inUse);
  }

  Start andNewer() {
    return new Start(
        scenario, state, traditional, mirrored, snapped, kind, true, typed, nodeDied, inUse);
  }

  Start typed(String... lines) {
    return new Start(
        scenario,
        state,
        traditional,
        mirrored,
        snapped,
        kind,
        newer,
        List.of(lines),
        nodeDied,
        inUse);
  }

  /** With one piece of the scenario replaced. */
  Start with(String piece, String other) {
    if (!scenario.contains(piece)) {
      throw new IllegalArgumentException("the scenario has no " + piece);
    }
    return new Start(
        scenario.replace(piece, other),
        state,
        traditional,
        mirrored,
        snapped,
        kind,
        newer,
        typed,
        nodeDied,
        inUse);
  }

  /** With a database that has files open on /data, which the boot mounts for it. */
  Start database() {
    return with(
            MOUNTED,
            MOUNTED
                + "[[node.domain.smf]]\nfmri = \"%s\"\nmountPoint = \"/data\"\n"
                    .formatted(DATABASE))
        .with(
            "mountPoint = \"/data\"\nfstype = \"vxfs\"\natBoot = false",
            "mountPoint = \"/data\"\nfstype = \"vxfs\"");
  }

  /** In a take of {@link #mirrored}, before it has bound the guest again. */
  Start died() {
    return new Start(
        scenario, state, traditional, mirrored, snapped, kind, newer, typed, true, inUse);
  }

  /**
   * The world.
   *
   * @param journals what sun-a has left, which is read when it is back
   * @param copies of the cluster
   */
  record Prepared(SimCluster cluster, MemoryLogStore journals, Supplier<SimCluster> copies) {
    Prepared(SimCluster cluster, MemoryLogStore journals) {
      this(cluster, journals, cluster.copies());
    }
  }

  /** The name of the volume's snapshot. */
  static String snapshot(String volume) {
    return volume + "_old";
  }

  /** The name of the snapshot that was taken after that. */
  static String newer(String volume) {
    return volume + "_new";
  }

  boolean active() {
    return state == State.ACTIVE;
  }

  /**
   * @param locks for what has to be taken by cvmsnap itself
   */
  Prepared prepared(Path locks) {
    SimCluster cluster = Scenario.of(scenario, "a schedule's").cluster();
    MemoryLogStore journals = new MemoryLogStore();
    try {
      prepare(cluster, locks);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (nodeDied) {
      die(cluster, journals, locks);
    }
    return new Prepared(cluster, journals);
  }

  private void die(SimCluster cluster, MemoryLogStore journals, Path locks) {
    cluster.add(Fault.on("ldm bind *", Fault.Effect.CRASH_BEFORE).host("sun-a"));
    Launch process =
        process(cluster, journals, locks).perform(Taking.of(mirrored.toArray(String[]::new)));
    if (!process.crashed()) {
      throw new IllegalStateException(process.said());
    }
    cluster.clearFaults();
    cluster.crashNode("sun-a");
    cluster.advance(Duration.ofMinutes(30));
  }

  private void prepare(SimCluster cluster, Path locks) throws InterruptedException {
    OtherOperator hands = OtherOperator.at(cluster);
    if (!snapped.isEmpty()) {
      take(cluster, locks, "{volume}_old");
      for (String volume : snapped) {
        if (!inUse) {
          change(hands, volume);
        }
        changed(cluster, volume);
      }
    }
    if (newer) {
      take(cluster, locks, "{volume}_new");
    }
    for (String volume : mirrored) {
      hands.must(
          "sun-a",
          traditional.contains(volume)
              ? "vxassist -g datadg snapstart " + volume
              : "vxsnap -g " + group(cluster, volume) + " addmir " + volume);
    }
    cluster.advance(Duration.ofMinutes(30));
    if (!active()) {
      for (String directory : List.of("/data", "/logs")) {
        boolean unused = hands.ok("ldom1", "umount " + directory);
      }
      hands.must("sun-a", "ldm stop-dom ldom1");
    }
    if (state == State.INACTIVE) {
      hands.must("sun-a", "ldm unbind-dom ldom1");
    }
    for (String line : typed) {
      String[] words = line.split(": ", 2);
      hands.must(words[0], words[1]);
    }
    cluster.advance(Duration.ofMinutes(30));
  }

  /** The disk group of a volume whose name no other group has. */
  private static String group(SimCluster cluster, String volume) {
    return cluster.truth().volumes().stream()
        .filter(each -> each.name().equals(volume))
        .map(SimTruth.Volume::group)
        .findFirst()
        .orElseThrow();
  }

  /** What is mounted is written to. */
  private static void change(OtherOperator hands, String volume) throws InterruptedException {
    boolean data = volume.equals("datavol1");
    String special = data ? "/dev/dsk/c0d2s0" : "/dev/dsk/c0d3s0";
    String directory = data ? "/data" : "/logs";
    boolean unused = hands.ok("ldom1", "mount -F vxfs " + special + " " + directory);
    hands.must("ldom1", "umount " + directory);
  }

  private static void changed(SimCluster cluster, String volume) {
    SimTruth truth = cluster.truth();
    String group = group(cluster, volume);
    String now = truth.volume(group, volume).orElseThrow().data();
    if (truth.volume(group, snapshot(volume)).orElseThrow().data().equals(now)) {
      throw new IllegalStateException(volume + " has not changed since its snapshot");
    }
  }

  private void take(SimCluster cluster, Path locks, String name) {
    Launch process =
        process(cluster, new MemoryLogStore(), locks)
            .perform(Taking.of(snapped.toArray(String[]::new)).named(name).kind(kind));
    if (process.exit() != 0) {
      throw new IllegalStateException(process.said());
    }
    cluster.advance(Duration.ofMinutes(30));
  }

  private static Launch process(SimCluster cluster, MemoryLogStore journals, Path locks) {
    return new Launch(
        Place.SUN_A,
        cluster,
        journals,
        locks,
        Optional.empty(),
        Weakening.NONE,
        new Watch(
            cluster,
            false,
            Watch::ofGuest,
            false,
            false,
            Watch.CLEAN,
            Trial.Tracer.NONE,
            violation -> {}));
  }

  /** What a scenario that comes with cvmsnap says. */
  static String text(String scenario) {
    try (InputStream in = Scenario.class.getResourceAsStream(scenario + ".toml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
