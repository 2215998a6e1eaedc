package org.cvmsnap.scenario;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;

/** A world in which snapshots are made and ended, and what the disk group looks like in it. */
final class Lives {
  private static final String PREPARED =
      """
      name = "datavol1"
      megabytes = 20480
      mirrors = 2
      prepared = true
      regionsize = 64
      """;

  /** Worlds in which snapshots have been taken: each is made once, and copied from then on. */
  private static final Map<String, World> TAKEN = new ConcurrentHashMap<>();

  private final String family;
  private boolean lived;
  World world;

  private Lives(String family, World world) {
    this.family = family;
    this.world = world;
  }

  /** datavol1 is prepared for instant snapshots. */
  static Lives instant() {
    return new Lives("instant", World.builtIn());
  }

  /** It is not. */
  static Lives traditional() {
    return new Lives(
        "traditional",
        World.changed(PREPARED, PREPARED.replace("prepared = true\nregionsize = 64\n", "")));
  }

  /** A snapshot of datavol1, with a mirror that it gets for it. */
  Lives took(String... names) {
    if (lived || !world.log().isEmpty()) {
      take(names);
      return this;
    }
    lived = true;
    World taken =
        TAKEN.computeIfAbsent(
            family + " " + List.of(names),
            key -> {
              take(names);
              return world;
            });
    world = taken.copy();
    return this;
  }

  private void take(String... names) {
    for (String name : names) {
      done("take", "datavol1", "--ldom", "ldom1", "--name", name);
    }
  }

  CliRun run(String... args) {
    return world.cvmsnap(args);
  }

  CliRun done(String... args) {
    CliRun run = world.cvmsnap(args);
    if (run.exit() != 0) {
      throw new AssertionError(run.toString());
    }
    return run;
  }

  /** What {@code vxprint -ht} prints. */
  List<String> layout() {
    return done("sim", "exec", "sun-a", "--", "vxprint", "-g", "datadg", "-ht").lines();
  }

  /** The commands that a command line may have changed something with. */
  List<String> mutations(String... args) {
    int before = world.mutations().size();
    done(args);
    List<String> after = world.mutations();
    return after.subList(before, after.size()).stream().map(Lives::withoutRun).toList();
  }

  /** Those of them that are not about lock records. */
  List<String> work(String... args) {
    return mutations(args).stream().filter(line -> !line.contains("cvmsnap_lock_")).toList();
  }

  private static String withoutRun(String line) {
    return line.replaceAll("comment=\\w+-\\w+@", "comment=RUN@");
  }

  /** What a dry run of it prints. */
  List<String> dryRun(String... args) {
    return done(Stream.concat(Stream.of(args), Stream.of("--dry-run")).toArray(String[]::new))
        .lines()
        .stream()
        .map(Lives::withoutRun)
        .toList();
  }

  List<String> snapshots() {
    return world.snapshots().stream().map(each -> each.name()).sorted().toList();
  }
}
