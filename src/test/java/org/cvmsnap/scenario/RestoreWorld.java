package org.cvmsnap.scenario;

import java.util.ArrayList;
import java.util.List;
import org.cvmsnap.sim.LogEntry;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;

/**
 * A world in which datavol1 of ldom1 has a snapshot {@code snap1}, and has changed since. /data is
 * not mounted in it, so that nothing but a restore changes the volume from then on.
 */
final class RestoreWorld {
  private static final String BANDWIDTH = "bandwidthMegabytesPerSecond = ";

  private static final String VOLUME =
      """
      name = "datavol1"
      megabytes = 20480
      mirrors = 2
      """;

  final World world;
  final String original;

  private RestoreWorld(World world) {
    this.world = world;
    ok(world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "snap1"));
    world.typed("ldom1", "umount /data");
    original = data("datavol1");
  }

  static RestoreWorld instant() {
    return new RestoreWorld(World.changed(BANDWIDTH + 200, BANDWIDTH + 4000));
  }

  static RestoreWorld traditional() {
    return new RestoreWorld(
        World.changed(
            BANDWIDTH + 200,
            BANDWIDTH + 4000,
            VOLUME + "prepared = true\nregionsize = 64\n",
            VOLUME));
  }

  /** Copying what has changed takes longer than the guest's boot. */
  static RestoreWorld slow() {
    return new RestoreWorld(World.changed(BANDWIDTH + 200, BANDWIDTH + 2));
  }

  RestoreWorld bound() {
    world.typed("sun-a", "ldm stop ldom1");
    return this;
  }

  RestoreWorld inactive() {
    bound();
    world.typed("sun-a", "ldm unbind ldom1");
    return this;
  }

  static CliRun ok(CliRun run) {
    if (run.exit() != 0) {
      throw new AssertionError(run.toString());
    }
    return run;
  }

  CliRun restore(String... more) {
    return run("restore", more);
  }

  CliRun refresh(String... more) {
    return run("refresh", more);
  }

  private CliRun run(String command, String... more) {
    List<String> words = new ArrayList<>(List.of(command, "snap1", "--ldom", "ldom1", "--yes"));
    words.addAll(List.of(more));
    return world.cvmsnap(words.toArray(String[]::new));
  }

  /** Names what is written on a volume: equal names, equal bytes. */
  String data(String volume) {
    return world.truth().volume("datadg", volume).orElseThrow().data();
  }

  boolean exists(String volume) {
    return world.truth().volume("datadg", volume).isPresent();
  }

  /** The snapshots besides snap1. */
  List<SimTruth.Snapshot> safety() {
    return world.snapshots().stream().filter(each -> !each.name().equals("snap1")).toList();
  }

  String tags(String volume) {
    return world
        .cvmsnap("sim", "exec", "sun-a", "--", "vxassist", "-g", "datadg", "listtag", volume)
        .out();
  }

  /** How many commands ran so far. */
  int ran() {
    return world.log().size();
  }

  /** What ran since and may have changed something, as a dry run prints it. */
  List<String> mutationsSince(int ran) {
    return world.log().stream()
        .skip(ran)
        .filter(LogEntry::mutates)
        .map(entry -> entry.host() + "# " + String.join(" ", entry.argv()))
        .toList();
  }
}
