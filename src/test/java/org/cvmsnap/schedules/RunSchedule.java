package org.cvmsnap.schedules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Runs one schedule and shows every command, every write to the journal, and every violation. */
public final class RunSchedule {
  private RunSchedule() {}

  public static void main(String[] args) throws IOException {
    Schedule schedule = Schedule.parse(args[0]);
    Path locks = Files.createTempDirectory("schedule");
    Bench bench = new Bench(Variant.named(schedule.variant()));
    Trial.Outcome outcome = bench.trial(schedule, locks, Breakage.NONE, System.out::println);
    System.out.println(
        !outcome.fired()
            ? "a blow of this schedule does not strike"
            : outcome.violations().isEmpty()
                ? "no violation"
                : String.format(Locale.ROOT, "%d violations", outcome.violations().size()));
    System.exit(outcome.fired() && outcome.violations().isEmpty() ? 0 : 1);
  }
}
