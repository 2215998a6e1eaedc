package org.cvmsnap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.cvmsnap.cli.Cli;
import org.cvmsnap.cli.Globals;
import org.cvmsnap.cluster.Nearest;
import org.cvmsnap.error.Contained;
import org.cvmsnap.error.CvmsnapException;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.sim.Crash;
import org.cvmsnap.sim.SimCommand;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The program: what the process is given goes in here, and its exit status comes out. */
public final class Main {
  /** Commands that need no warning of debts: they tell of them, or do not look at guests. */
  private static final Set<String> SPEAKS_OF_DEBTS =
      Set.of("cvmsnap", "recover", "status", "abort", "guardian", "sim");

  private final ProcessContext process;
  private final PrintStream err;

  public Main(ProcessContext process) {
    this.process = process;
    this.err = process.console().err();
  }

  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT); // files and commands have the digits of ASCII
    System.exit(new Main(ProcessContext.current(args)).run());
  }

  /** Runs the command line and returns the process's exit status. */
  public int run() {
    Globals globals = new Globals();
    try (Wiring wiring = new Wiring(globals, process)) {
      CommandLine commandLine = commandLine(globals, wiring);
      process.signals().accept(wiring);
      return commandLine.execute(process.arguments().toArray(String[]::new));
    }
  }

  private CommandLine commandLine(Globals globals, Wiring wiring) {
    // The simulated machines answer byte by byte as real ones do.
    PrintStream rawOut = process.console().out().target();
    PrintStream rawErr = process.console().err().target();
    Crash crash = process.simulation().crash();
    return Cli.of(globals, wiring)
        .addSubcommand("sim", SimCommand.of(wiring.sim(), crash, rawOut, rawErr))
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setOut(new PrintWriter(rawOut, true, UTF_8))
        .setErr(new PrintWriter(rawErr, true, UTF_8))
        .setParameterExceptionHandler(this::wrongWords)
        .setExecutionExceptionHandler(
            (exception, command, parsed) -> failed(exception, parsed, wiring))
        .setExecutionStrategy(parsed -> execute(parsed, wiring));
  }

  private static int execute(ParseResult parsed, Wiring wiring) {
    ParseResult command = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
    if (!SPEAKS_OF_DEBTS.contains(command.commandSpec().name())) {
      try {
        wiring.warnOfDebts();
      } catch (CvmsnapException | UncheckedIOException e) {
        // The command meets the same trouble, and tells it, where it is any for that command.
      }
    }
    return Contained.thought(
        () -> new CommandLine.RunLast().execute(parsed),
        bug -> {
          if (bug instanceof RuntimeException exception) {
            throw exception;
          }
          throw new CommandLine.ExecutionException(command.commandSpec().commandLine(), "", bug);
        });
  }

  private int wrongWords(ParameterException exception, String[] args) {
    CommandLine command = exception.getCommandLine();
    err.println("cvmsnap: service: nothing was touched.");
    if (exception instanceof CommandLine.UnmatchedArgumentException unmatched
        && !unmatched.isUnknownOption()
        && !command.getSubcommands().isEmpty()) {
      noSuchCommand(command, unmatched.getUnmatched().get(0));
      return ExitCode.USAGE.value();
    }
    err.println("cvmsnap: what happened: " + exception.getMessage());
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(exception, command.getErr())) {
      err.println("cvmsnap: next: " + command.getCommandSpec().qualifiedName() + " --help");
    }
    return ExitCode.USAGE.value();
  }

  private void noSuchCommand(CommandLine command, String word) {
    String name = command.getCommandSpec().qualifiedName();
    List<String> near = Nearest.to(word, command.getSubcommands().keySet());
    err.println("cvmsnap: what happened: there is no command '" + name + " " + word + "'.");
    err.println(
        near.isEmpty()
            ? "cvmsnap: next: " + name + " --help"
            : "cvmsnap: next: did you mean " + name + " " + String.join(" or ", near) + "?");
  }

  /** The only catch ladder: from the user's fault to ours. */
  private int failed(Exception exception, ParseResult parsed, Wiring wiring) {
    String command = parsed.hasSubcommand() ? parsed.subcommand().commandSpec().name() : "cvmsnap";
    if (exception instanceof CvmsnapException refused) {
      return wiring.renderer().refused(command, refused);
    }
    if (exception instanceof InterruptedException) {
      return wiring.renderer().interrupted(command);
    }
    boolean owed = owed(wiring);
    if (exception instanceof UncheckedIOException broken && !owed) {
      return wiring.renderer().refused(command, refusal(broken));
    }
    err.println("cvmsnap: service: see cvmsnap status.");
    err.println("cvmsnap: what happened: an internal error; please report it with what follows.");
    exception.printStackTrace(err);
    err.println("cvmsnap: next: cvmsnap status");
    return owed ? ExitCode.INTERNAL.withServiceDown() : ExitCode.INTERNAL.value();
  }

  /** What cannot be read because of a bug may be owed; there may be nothing to be read as well. */
  private static boolean owed(Wiring wiring) {
    return Contained.thought(
        wiring::owed, e -> !(e instanceof CvmsnapException || e instanceof UncheckedIOException));
  }

  /** What cannot be read or written before a run has begun: the journals, a simulated cluster. */
  private static RefusedException refusal(UncheckedIOException broken) {
    IOException cause = broken.getCause();
    return new RefusedException(
        String.valueOf(broken.getMessage()),
        cause == null ? new IOException("no reason is known") : cause,
        "--state-dir or --host sim:DIR");
  }
}
