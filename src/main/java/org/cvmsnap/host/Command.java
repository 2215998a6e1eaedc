package org.cvmsnap.host;

import java.time.Duration;
import java.util.List;

/**
 * One command line, how long it may take, and whether it changes anything. Words are passed as they
 * are: no shell ever sees them unquoted.
 */
public record Command(List<String> argv, Duration limit, Effect effect) {
  /** Whether a command may be repeated at will, or changes the world. */
  public enum Effect {
    READS,
    MUTATES
  }

  public Command {
    argv = List.copyOf(argv);
    if (argv.isEmpty() || limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("no program or no time: " + argv);
    }
  }

  public static Command reads(Duration limit, List<String> argv) {
    return new Command(argv, limit, Effect.READS);
  }

  public static Command mutates(Duration limit, List<String> argv) {
    return new Command(argv, limit, Effect.MUTATES);
  }

  public boolean mutates() {
    return effect == Effect.MUTATES;
  }

  /** The words joined by blanks, for people to read; not for a shell. */
  public String text() {
    return String.join(" ", argv);
  }
}
