package org.cvmsnap.schedules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs one schedule and shows every command, the journal, and every law that is broken. */
public final class RunSchedule {
  private RunSchedule() {}

  public static void main(String[] args) throws IOException {
    Schedule schedule = Schedule.parse(args[0]);
    Path locks = Files.createTempDirectory("schedule");
    PreparedWorld bench = new PreparedWorld(Variant.named(schedule.variant()), locks);
    Trial.Outcome outcome = bench.trial(schedule, locks, Weakening.NONE, System.out::println);
    System.out.println(
        outcome.fired()
            ? "violations: " + outcome.violations().size()
            : "a blow of this schedule does not strike");
    System.exit(outcome.fired() && outcome.violations().isEmpty() ? 0 : 1);
  }
}
