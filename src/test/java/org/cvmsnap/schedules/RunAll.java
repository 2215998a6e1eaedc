package org.cvmsnap.schedules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Every pair of faults of a variant, or everything that others do, or one part of them. */
public final class RunAll {
  private static final int TOLD_EVERY = 1000;

  private final PreparedWorld world;
  private final Path locks;
  private final long start = System.nanoTime();
  private int count;
  private int violated;

  private RunAll(Variant variant, Path locks) {
    this.world = new PreparedWorld(variant, locks);
    this.locks = locks;
  }

  /** {@code all} or {@code meddled}, the variant, and which part of how many. */
  public static void main(String[] args) throws IOException {
    Path locks = Files.createTempDirectory("pairs");
    RunAll run = new RunAll(Variant.named(args[1]), locks);
    List<Schedule> firsts =
        args[0].equals("all") ? run.world.single(locks) : run.world.meddled(locks, 1);
    for (Schedule first : part(firsts, Integer.parseInt(args[2]), Integer.parseInt(args[3]))) {
      if (args[0].equals("all")) {
        run.world.pairs(first, run.trial(first)).forEach(run::judge);
      } else {
        run.judge(first);
      }
    }
    System.out.println(run);
    System.exit(run.violated == 0 ? 0 : 1);
  }

  private static List<Schedule> part(List<Schedule> all, int number, int of) {
    List<Schedule> part = new ArrayList<>();
    for (int i = number - 1; i < all.size(); i += of) {
      part.add(all.get(i));
    }
    return part;
  }

  private Trial.Outcome trial(Schedule schedule) {
    return world.trial(schedule, locks, Weakening.NONE, Trial.Tracer.NONE);
  }

  private void judge(Schedule schedule) {
    Trial.Outcome outcome = trial(schedule);
    if (!outcome.fired()) {
      return; // the first has kept the second from striking
    }
    count++;
    if (!outcome.violations().isEmpty()) {
      violated++;
      System.out.println(Suite.described(outcome));
    }
    if (count % TOLD_EVERY == 0) {
      System.err.println(this);
    }
  }

  @Override
  public String toString() {
    long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
    return "schedules: %d, violations: %d, seconds: %d".formatted(count, violated, seconds);
  }
}
