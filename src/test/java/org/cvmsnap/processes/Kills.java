package org.cvmsnap.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.cvmsnap.sim.SimTruth;

/**
 * Processes that are killed with SIGKILL at random instants of their work, and others that recover
 * what they left, some of which are killed as well. Every other one takes disks from the guest
 * while it runs, under a guardian that is either killed too or brings the guest home by itself.
 * What came of it is judged by the simulator's truth.
 */
final class Kills {
  private static final List<String> LINES =
      List.of(
          "take datavol1 --ldom ldom1",
          "take datavol1 datavol2 --ldom ldom1",
          "take datavol1 --ldom ldom1 --kind full",
          "take datavol1 --ldom ldom1 --kind space-optimized --cache-size 1g",
          "restore old --ldom ldom1 --yes",
          "refresh old --ldom ldom1 --yes");

  private static final String DETACHING = " --mode detach";

  private final Random random;
  private final Path base;
  private final ProcessWorld template;
  private final Map<String, Object> before;
  private final long boots;
  private final List<String> violations = new ArrayList<>();
  private int kills;
  private int down;
  private int detached;
  private int recoveries;
  private int worlds;

  /**
   * @param program the words that start cvmsnap
   * @param base a directory for all that is made
   */
  Kills(List<String> program, Path base, long seed) throws IOException, InterruptedException {
    this.random = new Random(seed);
    this.base = base;
    this.template = new ProcessWorld(program, Files.createDirectories(base.resolve("template")));
    ProcessWorld.Running taken =
        template.start("take", "datavol1", "--ldom", "ldom1", "--name", "old");
    if (taken.exit() != 0) {
      throw new IllegalStateException("nothing goes without faults either: " + taken.said());
    }
    this.before = template.guest("ldom1");
    this.boots = template.boots("ldom1");
  }

  /** Goes on until that many processes have been killed at their work. */
  Kills until(int number) throws IOException, InterruptedException {
    while (kills < number) {
      String line = LINES.get(random.nextInt(LINES.size()));
      one(random.nextBoolean() ? line + DETACHING : line);
    }
    return this;
  }

  List<String> violations() {
    return violations;
  }

  /** How many processes were killed that were not recovering. */
  int kills() {
    return kills;
  }

  /** How many of these had left the guest other than it was. */
  int down() {
    return down;
  }

  @Override
  public String toString() {
    return "kills: %d (%d with --mode detach), with the guest down: %d, recoveries killed: %d, violations: %d"
        .formatted(kills, detached, down, recoveries, violations.size());
  }

  private void one(String line) throws IOException, InterruptedException {
    Path directory = base.resolve("world" + worlds++);
    int found = violations.size();
    ProcessWorld world = template.copiedTo(directory);
    long grown = 25_000;
    ProcessWorld.Running run = killed(world, line, grown);
    int exit = run.exit();
    String what = line + " (exit " + exit + ")";
    boolean detaching = line.endsWith(DETACHING);
    if (exit == 137) {
      kills++;
      detached += detaching ? 1 : 0;
      down += away(world) ? 1 : 0;
      boolean guarded = detaching && random.nextBoolean();
      if (!guarded) {
        killGuardians(world);
      }
      world.awaitNoGuardian();
      judgeLeft(world, what, directory, guarded);
    } else if (exit != 0) {
      violations.add(what + ": " + run.said());
    }
    world.awaitNoGuardian();
    recover(world, what, directory);
    judge(world, what, directory);
    if (detaching && world.boots("ldom1") != boots) {
      violations.add(what + ": the guest has booted: " + directory);
    }
    if (violations.size() == found) {
      remove(directory);
    }
  }

  /** Before they have noticed anything, or in their recovery. */
  private void killGuardians(ProcessWorld world) {
    if (!world.guardians().isEmpty()) {
      LockSupport.parkNanos(random.nextLong(2_000_000_000));
      world.guardians().forEach(ProcessHandle::destroyForcibly);
    }
  }

  private void judgeLeft(ProcessWorld world, String what, Path directory, boolean guarded)
      throws IOException, InterruptedException {
    boolean away = away(world);
    if (away && guarded) {
      violations.add(what + ": its guardian has left it down: " + directory);
    }
    if (away && !world.owed()) {
      violations.add(what + ": the guest is down and nobody owes it: " + directory);
    }
    int status = world.start("status").exit();
    if (away != (status == 100) && !(status == 100 && world.owed())) {
      violations.add(what + ": status exits with " + status + ": " + directory);
    }
  }

  private boolean away(ProcessWorld world) {
    return !world.guest("ldom1").equals(before);
  }

  /** Kills the process once the cluster's log has grown by a random number of bytes. */
  private ProcessWorld.Running killed(ProcessWorld world, String line, long grown)
      throws IOException {
    long until = world.logged() + random.nextLong(grown);
    long instant = random.nextLong(6_000_000);
    ProcessWorld.Running run = world.start(line.split(" ", -1));
    while (run.process().isAlive() && world.logged() < until) {
      LockSupport.parkNanos(200_000);
    }
    // Somewhere in the command, in the write to the journal, or between the two.
    LockSupport.parkNanos(instant);
    run.process().destroyForcibly();
    return run;
  }

  private void recover(ProcessWorld world, String what, Path directory)
      throws IOException, InterruptedException {
    while (random.nextInt(3) == 0) {
      if (killed(world, "recover", 12_000).exit() == 137) {
        recoveries++;
      }
    }
    ProcessWorld.Running last = world.start("recover");
    if (last.exit() != 0) {
      violations.add(what + ": recover: " + last.said() + ": " + directory);
    }
  }

  private void judge(ProcessWorld world, String what, Path directory) {
    if (away(world)) {
      violations.add(what + ": the guest is " + world.guest("ldom1") + ": " + directory);
    }
    if (!world.unfinished().isEmpty()) {
      violations.add(what + ": a run is not finished: " + directory);
    }
    for (SimTruth.Snapshot snapshot : world.truth().snapshots()) {
      if (!snapshot.content().equals("clean")) {
        violations.add(what + ": " + snapshot + ": " + directory);
      }
    }
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
