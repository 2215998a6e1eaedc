package org.cvmsnap.schedules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.plan.TakeRequest;
import org.cvmsnap.plan.Timeouts;
import org.cvmsnap.sim.Scenario;
import org.cvmsnap.sim.SimCluster;
import org.cvmsnap.sim.SimHosts;

/** An operation and the world that it meets: the fault-free run of each ends with 0. */
enum Variant {
  TAKE_ONE("datavol1"),
  TAKE_LOGS("datavol2"),
  TAKE_TWO("datavol1", "datavol2"),
  TAKE_ATTACH("datavol1"),
  TAKE_TRADITIONAL("datavol1"),
  TAKE_BOUND("datavol1"),
  TAKE_INACTIVE("datavol1"),
  TAKE_NO_REMOUNT("datavol2"),
  TAKE_FORCE("datavol1");

  /** The mounts that an operator has asked not to have back. */
  static final Set<String> MAY_STAY_UNMOUNTED = Set.of("/data", "/logs");

  /** Their names, with blanks between. */
  private final String volumes;

  Variant(String... volumes) {
    this.volumes = String.join(" ", volumes);
  }

  /** As in ids: {@code take-one}. */
  String word() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  static Variant named(String word) {
    return Arrays.stream(values())
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no variant " + word));
  }

  List<String> volumes() {
    return List.of(volumes.split(" ", -1));
  }

  boolean remounts() {
    return this != TAKE_NO_REMOUNT;
  }

  boolean forces() {
    return this == TAKE_FORCE;
  }

  boolean active() {
    return this != TAKE_BOUND && this != TAKE_INACTIVE;
  }

  TakeRequest request() {
    return new TakeRequest(
        new GuestName("ldom1"),
        volumes().stream().map(VolumeName::new).toList(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        remounts(),
        forces(),
        Timeouts.USUAL);
  }

  /** The world before the operation. */
  SimCluster start() {
    SimCluster cluster = Scenario.of(scenario(), word()).cluster();
    Hands hands =
        new Hands(
            SimHosts.of(
                cluster,
                () -> {
                  throw new IllegalStateException("nothing dies here");
                }));
    try {
      prepare(cluster, hands);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return cluster;
  }

  private void prepare(SimCluster cluster, Hands hands) throws InterruptedException {
    if (this == TAKE_TRADITIONAL) {
      hands.must("sun-a", "vxassist -g datadg snapstart datavol1");
    } else if (this != TAKE_ATTACH) {
      for (String volume : volumes()) {
        hands.must("sun-a", "vxsnap -g datadg addmir " + volume);
      }
    }
    cluster.advance(Duration.ofMinutes(30));
    if (!active()) {
      hands.must("ldom1", "umount /data");
      hands.must("ldom1", "umount /logs");
      hands.must("sun-a", "ldm stop-dom ldom1");
    }
    if (this == TAKE_INACTIVE) {
      hands.must("sun-a", "ldm unbind-dom ldom1");
    }
    cluster.advance(Duration.ofMinutes(1));
  }

  private String scenario() {
    String text = builtIn().replace("# ---- shared storage ----", THIEF);
    text =
        text.replace("softstateSeconds = 75", "softstateSeconds = 8")
            .replace("bootSeconds = 90", "bootSeconds = 14");
    if (this == TAKE_TRADITIONAL) {
      text = text.replaceFirst("prepared = true\nregionsize = 64\n", "");
    }
    return text;
  }

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

  static String builtIn() {
    try (InputStream in = Scenario.class.getResourceAsStream("builtin.toml")) {
      return new String(
          java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Variant> all() {
    return Arrays.stream(values());
  }
}
