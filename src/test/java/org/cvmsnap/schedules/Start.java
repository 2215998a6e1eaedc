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
import org.cvmsnap.sim.Scenario;
import org.cvmsnap.sim.SimCluster;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.MemoryLogStore;

/**
 * The world that an operation meets: the built-in one, changed.
 *
 * @param traditional the volumes that are not prepared for instant snapshots
 * @param mirrored those that have a mirror to break off
 * @param snapped those that have a snapshot, and have changed since
 */
record Start(State state, List<String> traditional, List<String> mirrored, List<String> snapped) {
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

  static Start usual() {
    return new Start(State.ACTIVE, List.of(), List.of(), List.of());
  }

  Start in(State other) {
    return new Start(other, traditional, mirrored, snapped);
  }

  Start traditional(String... volumes) {
    return new Start(state, List.of(volumes), mirrored, snapped);
  }

  Start mirrors(String... volumes) {
    return new Start(state, traditional, List.of(volumes), snapped);
  }

  /** Nothing is mounted on these, so that they change only by what is done to them. */
  Start snapshots(String... volumes) {
    return new Start(state, traditional, mirrored, List.of(volumes));
  }

  /** The name of the volume's snapshot. */
  static String snapshot(String volume) {
    return volume + "_old";
  }

  boolean active() {
    return state == State.ACTIVE;
  }

  /**
   * @param locks for what has to be taken by cvmsnap itself
   */
  SimCluster cluster(Path locks) {
    SimCluster cluster = Scenario.of(scenario(), "a schedule's").cluster();
    try {
      prepare(cluster, locks);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return cluster;
  }

  private void prepare(SimCluster cluster, Path locks) throws InterruptedException {
    Hands hands = Hands.at(cluster);
    if (!snapped.isEmpty()) {
      take(cluster, locks);
      for (String volume : snapped) {
        change(cluster, hands, volume);
      }
    }
    for (String volume : mirrored) {
      hands.must(
          "sun-a",
          traditional.contains(volume)
              ? "vxassist -g datadg snapstart " + volume
              : "vxsnap -g datadg addmir " + volume);
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
    cluster.advance(Duration.ofMinutes(1));
  }

  /** What is mounted is written to. */
  private static void change(SimCluster cluster, Hands hands, String volume)
      throws InterruptedException {
    boolean data = volume.equals("datavol1");
    String special = data ? "/dev/dsk/c0d2s0" : "/dev/dsk/c0d3s0";
    String directory = data ? "/data" : "/logs";
    boolean unused = hands.ok("ldom1", "mount -F vxfs " + special + " " + directory);
    hands.must("ldom1", "umount " + directory);
    SimTruth truth = cluster.truth();
    String now = truth.volume("datadg", volume).orElseThrow().data();
    if (truth.volume("datadg", snapshot(volume)).orElseThrow().data().equals(now)) {
      throw new IllegalStateException(volume + " has not changed since its snapshot");
    }
  }

  private void take(SimCluster cluster, Path locks) {
    Launch process =
        new Launch(
                cluster,
                new MemoryLogStore(),
                locks,
                Optional.empty(),
                Breakage.NONE,
                new Watch(cluster, false, false, Trial.Tracer.NONE, violation -> {}))
            .perform(Taking.of(snapped.toArray(String[]::new)).named("{volume}_old"));
    if (process.exit() != 0) {
      throw new IllegalStateException(process.said());
    }
    cluster.advance(Duration.ofMinutes(30));
  }

  private String scenario() {
    String text =
        builtIn()
            .replace("# ---- shared storage ----", THIEF)
            .replace("softstateSeconds = 75", "softstateSeconds = 8")
            .replace("bootSeconds = 90", "bootSeconds = 14");
    for (String volume : traditional) {
      int at = text.indexOf(PREPARED, text.indexOf("name = \"" + volume + "\""));
      text = text.substring(0, at) + text.substring(at + PREPARED.length());
    }
    return snapped.isEmpty()
        ? text
        : text.replace("options = \"nosuid\"", "options = \"nosuid\"\natBoot = false");
  }

  static String builtIn() {
    try (InputStream in = Scenario.class.getResourceAsStream("builtin.toml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
