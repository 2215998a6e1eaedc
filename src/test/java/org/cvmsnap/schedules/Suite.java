package org.cvmsnap.schedules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Runs the schedules of some variants on two threads. */
final class Suite {
  private static final int THREADS = 2;

  /**
   * Of how many meddlings one is tried, a prime so that all kinds are; {@code scripts/pairs
   * --meddled} tries all.
   */
  private static final int ONE_MEDDLING_OF = 41;

  private final Path directory;
  private final int oneSecondOf;
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicInteger idle = new AtomicInteger();
  private final Collection<Trial.Outcome> violated = new ConcurrentLinkedQueue<>();
  private final Collection<Schedule> silent = new ConcurrentLinkedQueue<>();

  /**
   * @param directory for locks
   * @param oneSecondOf of how many second crashes one is tried
   */
  Suite(Path directory, int oneSecondOf) {
    this.directory = directory;
    this.oneSecondOf = oneSecondOf;
  }

  /** How many schedules were run, and struck where they should. */
  int count() {
    return count.get();
  }

  /** Those whose blow struck, and after which some law did not hold. */
  List<Trial.Outcome> violated() {
    return List.copyOf(violated);
  }

  /** Single blows that did not strike, which means that the enumeration is wrong. */
  List<Schedule> silent() {
    return List.copyOf(silent);
  }

  /**
   * Runs every single blow, and after every crash a second one at points of the recovery.
   *
   * @param each is shown every outcome of a single blow; called by several threads
   */
  void run(List<Variant> variants, Consumer<Trial.Outcome> each) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> running = new ArrayList<>();
      ThreadLocal<Path> locks = ThreadLocal.withInitial(this::locks);
      for (Variant variant : variants) {
        PreparedWorld bench = new PreparedWorld(variant, locks.get());
        for (Schedule schedule : bench.all(locks.get(), ONE_MEDDLING_OF)) {
          running.add(
              pool.submit(
                  () -> {
                    Trial.Outcome outcome = trial(bench, schedule, locks.get());
                    if (outcome.fired()) {
                      each.accept(outcome);
                    } else if (!Effects.ofOthers(schedule)) {
                      silent.add(schedule);
                    }
                    for (Schedule second : bench.twice(schedule, outcome)) {
                      if (Math.floorMod(second.toString().hashCode(), oneSecondOf) == 0) {
                        trial(bench, second, locks.get());
                      }
                    }
                  }));
        }
      }
      for (Future<?> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private Trial.Outcome trial(PreparedWorld bench, Schedule schedule, Path locks) {
    Trial.Outcome outcome = bench.trial(schedule, locks, Weakening.NONE, Trial.Tracer.NONE);
    if (outcome.fired()) {
      count.incrementAndGet();
      if (!outcome.violations().isEmpty()) {
        violated.add(outcome);
      }
    }
    return outcome;
  }

  private Path locks() {
    try {
      return Files.createDirectories(directory.resolve("locks-" + idle.incrementAndGet()));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The one line that reproduces what was violated. */
  static String described(Trial.Outcome outcome) {
    return "scripts/schedule '" + outcome.schedule() + "'  # " + outcome.violations().get(0);
  }
}
