package org.cvmsnap.host;

import java.time.Duration;
import java.util.List;

/**
 * One command line, how long it may take, and whether it changes anything. Words are passed as they
 * are: no shell ever sees them unquoted.
 *
 * @param answer how many bytes are taken of what it says on each stream; what it did is {@link
 *     CommandResult.Unknown} where it says more, as nobody must take a part for the whole
 * @param excess what becomes of more than that
 */
public record Command(List<String> argv, Duration limit, Effect effect, int answer, Excess excess) {
  private static final int USUAL_ANSWER = 16 << 20;

  /** Whether a command may be repeated at will, or changes the world. */
  public enum Effect {
    READS,
    MUTATES
  }

  /** What becomes of an answer that is longer than what is taken. */
  public enum Excess {
    /** It is no answer. */
    REFUSED,
    /** Only its end is kept: people read it, and nothing depends on it. */
    CUT
  }

  public Command {
    argv = List.copyOf(argv);
    if (argv.isEmpty() || limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("no program or no time: " + argv);
    }
  }

  public Command(List<String> argv, Duration limit, Effect effect) {
    this(argv, limit, effect, USUAL_ANSWER, Excess.REFUSED);
  }

  /** The same command in other words. */
  public Command in(List<String> words) {
    return new Command(words, limit, effect, answer, excess);
  }

  /** Its limit, or {@code most} where that is less. */
  public Duration limit(Duration most) {
    return limit.compareTo(most) < 0 ? limit : most;
  }

  /** The same command with that much time. */
  Command within(Duration time) {
    return new Command(argv, time, effect, answer, excess);
  }

  /** The same command, of whose answer no more than that is taken. */
  public Command answering(int bytes) {
    return new Command(argv, limit, effect, Math.min(bytes, answer), excess);
  }

  /** The same command, of whose answer that much of the end is kept. */
  public Command keeping(int bytes) {
    return new Command(argv, limit, effect, bytes, Excess.CUT);
  }

  public boolean cuts() {
    return excess == Excess.CUT;
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
