package org.cvmsnap.schedules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Pairs of faults for some minutes. */
public final class RunPairs {
  private RunPairs() {}

  /** The seed, and for how many minutes to go on. */
  public static void main(String[] args) throws IOException {
    long end = System.nanoTime() + Duration.ofMinutes(Long.parseLong(args[1])).toNanos();
    Path locks = Files.createTempDirectory("pairs");
    Pairs pairs = new Pairs(Long.parseLong(args[0]), Variant.working(), Weakening.NONE, locks);
    int count = 0;
    int violated = 0;
    while (System.nanoTime() < end) {
      Optional<Trial.Outcome> outcome = pairs.next();
      count += outcome.isPresent() ? 1 : 0;
      if (outcome.isPresent() && !outcome.get().violations().isEmpty()) {
        violated++;
        System.out.println(Suite.described(outcome.get()));
      }
    }
    System.out.println("pairs: " + count + ", violations: " + violated);
    System.exit(violated == 0 ? 0 : 1);
  }
}
