package org.cvmsnap.schedules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Random histories for some minutes, or one of them in full. */
public final class RunSoak {
  private RunSoak() {}

  /** The seed of the first history, and for how many minutes to go on with the seeds after it. */
  public static void main(String[] args) throws IOException, InterruptedException {
    long seed = Long.parseLong(args[0]);
    long end = System.nanoTime() + Duration.ofMinutes(Long.parseLong(args[1])).toNanos();
    boolean one = args[1].equals("0");
    Path locks = Files.createTempDirectory("soak");
    int violated = 0;
    long count = 0;
    do {
      List<String> violations =
          new Soak(seed + count, locks, one ? System.out::println : Trial.Tracer.NONE).run();
      if (!violations.isEmpty()) {
        violated++;
        System.out.println(described(seed + count, violations));
      }
      count++;
    } while (System.nanoTime() < end);
    System.out.println("histories: " + count + ", violations: " + violated);
    System.exit(violated == 0 ? 0 : 1);
  }

  static String described(long seed, List<String> violations) {
    return "scripts/soak --seed " + seed + " --minutes 0  # " + violations.get(0);
  }
}
