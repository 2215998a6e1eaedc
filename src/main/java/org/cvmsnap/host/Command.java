package org.cvmsnap.host;

import java.time.Duration;
import java.util.List;

/**
 * One command line, how long it may take, and whether it changes anything. Words are passed as they
 * are: no shell ever sees them unquoted.
 *
 * @param answer how many bytes are taken of what it says on each stream; what it did is {@link
 *     CommandResult.Unknown} where it says more, as nobody must take a part for the whole
 */
public record Command(List<String> argv, Duration limit, Effect effect, int answer) {
  private static final int USUAL_ANSWER = 16 << 20;

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

  public Command(List<String> argv, Duration limit, Effect effect) {
    this(argv, limit, effect, USUAL_ANSWER);
  }

  /** The same command in other words. */
  public Command in(List<String> words) {
    return new Command(words, limit, effect, answer);
  }

  /** The same command with that much time. */
  Command within(Duration time) {
    return new Command(argv, time, effect, answer);
  }

  /** The same command, of whose answer that much is taken. */
  public Command answering(int bytes) {
    return new Command(argv, limit, effect, bytes);
  }

  /** What is known where it has said more than is taken. */
  public CommandResult tooLong(int exit) {
    return new CommandResult.Unknown(
        "more than %d bytes of output, exit status %d: %s".formatted(answer, exit, text()));
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
