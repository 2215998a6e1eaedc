package org.cvmsnap.host;

import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.ShellLine;

/**
 * Asks one machine questions: runs commands that only read, and hands on what they say. Whatever is
 * not a clear answer becomes a {@link NotLearnedException}; silence is never taken for "none".
 *
 * <p>An output that was cut off within a line is not believed. Between two lines most formats do
 * not tell: that it is whole then rests on the command's having ended with 0 and on hosts, for
 * which a connection that ends or an output past its limit is {@link CommandResult.Unknown}. What
 * follows where that is wrong is unknown for mount tables, for one.
 */
public final class Reading {
  private static final int LINES_SHOWN = 5;
  private static final int CHARACTERS_SHOWN = 600;

  /** Programs whose standard output has no line end: fuser prints that elsewhere (fuser(1M)). */
  private static final Set<String> UNENDED = Set.of("fuser");

  private final Host host;
  private final Duration limit;

  /**
   * @param limit how long the machine may take to answer
   */
  public Reading(Host host, Duration limit) {
    this.host = host;
    this.limit = limit;
  }

  /**
   * The output of a command that ended with 0, as {@code parser} understands it.
   *
   * @param parser throws IllegalArgumentException for what it does not understand
   * @throws NotLearnedException when the command failed or did not run, when it is unknown what
   *     became of it, or when the parser refused its output
   */
  public <T> T read(Function<String, T> parser, List<String> argv)
      throws NotLearnedException, InterruptedException {
    return answer(argv, ended(argv), parser);
  }

  /** Reads as {@link #read(Function, List)} does. */
  public <T> T read(Function<String, T> parser, String... argv)
      throws NotLearnedException, InterruptedException {
    return read(parser, List.of(argv));
  }

  /** What is read of a command; empty where the machine says that it has no such program. */
  public <T> Optional<T> readIfThere(Function<String, T> parser, String... argv)
      throws NotLearnedException, InterruptedException {
    Optional<CommandResult.Finished> ended = endedIfThere(argv);
    return ended.isEmpty()
        ? Optional.empty()
        : Optional.of(answer(List.of(argv), ended.get(), parser));
  }

  /** How a command ended, as {@link #ended}; empty where the machine has no such program. */
  public Optional<CommandResult.Finished> endedIfThere(String... argv)
      throws NotLearnedException, InterruptedException {
    Command command = Command.reads(limit, List.of(argv));
    CommandResult result = host.run(command);
    if (result instanceof CommandResult.NotStarted notStarted && notStarted.missing()) {
      return Optional.empty();
    }
    CommandResult.Finished finished = ended(command, result);
    return unknownToShell(argv[0], finished) ? Optional.empty() : Optional.of(finished);
  }

  private static <T> T answer(
      List<String> argv, CommandResult.Finished finished, Function<String, T> parser)
      throws NotLearnedException {
    if (finished.exit() != 0) {
      throw new NotLearnedException(failure(argv, finished));
    }
    return understood(argv, finished.out(), parser);
  }

  /**
   * How a command ended, for those few whose non-zero exit may be an answer.
   *
   * @throws NotLearnedException when it did not run or it is unknown what became of it
   */
  public CommandResult.Finished ended(List<String> argv)
      throws NotLearnedException, InterruptedException {
    Command command = Command.reads(limit, argv);
    return ended(command, host.run(command));
  }

  // ksh: hastatus:  not found
  // ksh: line 1: hastatus: not found [No such file or directory]
  // -bash: line 1: hastatus: command not found
  // sh: 1: hastatus: not found
  // hastatus: not found

  /** Whether a shell, of whatever kind, says that it has found no such program. */
  private static boolean unknownToShell(String program, CommandResult.Finished finished) {
    return finished.exit() == 127
        && finished.out().isEmpty()
        && finished
            .err()
            .strip()
            .matches(
                "(\\S+: )?((line )?\\d+: )?"
                    + Pattern.quote(program)
                    + ": +(command )?not found( \\[No such file or directory\\])?");
  }

  private static CommandResult.Finished ended(Command command, CommandResult result)
      throws NotLearnedException {
    if (result instanceof CommandResult.Finished finished) {
      return finished;
    }
    String how = result instanceof CommandResult.Unknown ? "gave no answer" : "could not be run";
    throw new NotLearnedException("'" + command.text() + "' " + how + ": " + result.why());
  }

  /**
   * What {@code parser} makes of {@code out}, which the command {@code argv} said.
   *
   * @throws NotLearnedException also where its last line has no end: what was cut off is unknown
   */
  public static <T> T understood(List<String> argv, String out, Function<String, T> parser)
      throws NotLearnedException {
    if (!out.isEmpty() && !out.endsWith("\n") && !UNENDED.contains(argv.get(0))) {
      throw cut(argv, out);
    }
    try {
      return parser.apply(out);
    } catch (IllegalArgumentException e) {
      throw misunderstood(argv, out, String.valueOf(e.getMessage()));
    } catch (NoSuchElementException | IndexOutOfBoundsException | VirtualMachineError e) {
      // What a parser did not expect, or what is too much for it.
      throw misunderstood(argv, out, String.valueOf(e));
    }
  }

  private static NotLearnedException misunderstood(List<String> argv, String out, String why) {
    return new NotLearnedException(
        "'%s' said what cvmsnap does not understand (%s): %s"
            .formatted(String.join(" ", argv), why, shortened(out)));
  }

  private static NotLearnedException cut(List<String> argv, String out) {
    String why =
        "'" + String.join(" ", argv) + "' was cut off, its last line has no end: " + shortened(out);
    return argv.get(0).equals("cat")
        ? new NotLearnedException(
            why,
            ShellLine.hint(
                "If %s itself ends without a line end, give it one, and try again.", argv.get(1)))
        : new NotLearnedException(why);
  }

  /** The sentence for a command that ended with another status than 0. */
  public static String failure(List<String> argv, CommandResult.Finished finished) {
    String said = firstLines(finished.err().isBlank() ? finished.out() : finished.err());
    return "'"
        + String.join(" ", argv)
        + "' ended with "
        + finished.exit()
        + (said.isEmpty() ? " and said nothing" : ": " + said);
  }

  /** How a command ended whose last lines tell why: "exit status 1: no such database". */
  public static String lastWords(CommandResult.Finished finished) {
    List<String> lines = lines(finished.err().isBlank() ? finished.out() : finished.err());
    String said =
        String.join("; ", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    int from = Math.max(0, said.length() - CHARACTERS_SHOWN);
    return "exit status "
        + finished.exit()
        + (said.isEmpty() ? ", and it said nothing" : ": " + said.substring(from));
  }

  private static String shortened(String out) {
    String begun = out.substring(0, Math.min(out.length(), 2 * CHARACTERS_SHOWN));
    String line = begun.strip().replaceAll("\\R", "; ");
    if (line.isEmpty()) {
      return "nothing";
    }
    return line.length() <= CHARACTERS_SHOWN ? line : line.substring(0, CHARACTERS_SHOWN) + "...";
  }

  private static String firstLines(String text) {
    return lines(text).stream().limit(LINES_SHOWN).collect(Collectors.joining("; "));
  }

  private static List<String> lines(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }
}
