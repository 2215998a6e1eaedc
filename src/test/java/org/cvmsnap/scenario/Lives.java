package org.cvmsnap.scenario;

import java.util.List;
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

  final World world;

  private Lives(World world) {
    this.world = world;
  }

  /** datavol1 is prepared for instant snapshots. */
  static Lives instant() {
    return new Lives(World.builtIn());
  }

  /** It is not. */
  static Lives traditional() {
    return new Lives(
        World.changed(PREPARED, PREPARED.replace("prepared = true\nregionsize = 64\n", "")));
  }

  /** A snapshot of datavol1, with a mirror that it gets for it. */
  Lives took(String... names) {
    for (String name : names) {
      done("take", "datavol1", "--ldom", "ldom1", "--name", name);
    }
    return this;
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
    return after.subList(before, after.size());
  }

  /** What a dry run of it prints. */
  List<String> dryRun(String... args) {
    return done(Stream.concat(Stream.of(args), Stream.of("--dry-run")).toArray(String[]::new))
        .lines();
  }

  List<String> snapshots() {
    return world.snapshots().stream().map(each -> each.name()).sorted().toList();
  }
}
