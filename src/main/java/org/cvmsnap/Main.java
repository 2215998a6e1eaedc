package org.cvmsnap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.cvmsnap.cli.Cli;
import org.cvmsnap.cli.Commands;
import org.cvmsnap.cli.ConfigurationKeys;
import org.cvmsnap.cli.Configured;
import org.cvmsnap.cli.Globals;
import org.cvmsnap.cli.HelpSections;
import org.cvmsnap.error.Contained;
import org.cvmsnap.error.CvmsnapException;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.sim.Crash;
import org.cvmsnap.sim.SimCommand;
import org.cvmsnap.ui.CheckText;
import org.cvmsnap.ui.JsonDocument;
import org.cvmsnap.workflow.Service;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The program: what the process is given goes in here, and its exit status comes out. */
public final class Main {
  /** Commands that need no warning of debts: they tell of them, or do not look at guests. */
  private static final Set<String> SPEAKS_OF_DEBTS =
      Set.of(
          "cvmsnap",
          "recover",
          "status",
          "check",
          "doctor",
          "abort",
          "guardian",
          "mask",
          "sim",
          "config",
          "completion",
          "names",
          "help");

  /** Commands that a wrong configuration keeps nobody from. */
  private static final Set<String> NEED_NO_CONFIGURATION =
      Set.of(
          "cvmsnap",
          "recover",
          "status",
          "check",
          "metrics",
          "abort",
          "guardian",
          "mask",
          "doctor",
          "sim",
          "completion",
          "help");

  /** What a document is named after where the words name no command. */
  private static final String NO_COMMAND = "usage";

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
    int status;
    String command;
    try (Wiring wiring = new Wiring(globals, process)) {
      CommandLine commandLine = commandLine(globals, wiring);
      HelpSections.of(commandLine);
      wiring.configure(
          Configured.of(
              commandLine,
              process.arguments(),
              process.environment(),
              () -> ConfigurationKeys.all(wiring)));
      process.signals().accept(wiring);
      status = commandLine.execute(process.arguments().toArray(String[]::new));
      commandLine.getOut().flush();
      status = wiring.recordingIncomplete() ? worse(status) : status;
      command = command(commandLine.getParseResult());
    }
    return written(command, status);
  }

  /** The status of something that is done, of which not all could be written down. */
  private static int worse(int status) {
    return status == ExitCode.DONE.value() ? ExitCode.HOUSEKEEPING.value() : status;
  }

  /** What could not be told is no success, whatever was done. */
  private int written(String command, int status) {
    if (!process.console().out().target().checkError()) {
      return status;
    }
    err.println(
        "cvmsnap: warning: what was to be told could not be written to standard output, or not all"
            + " of it; is its file system full, or its reader gone?");
    return CheckText.unknown(command, worse(status));
  }

  private CommandLine commandLine(Globals globals, Wiring wiring) {
    // The simulated machines answer byte by byte as real ones do.
    PrintStream rawOut = process.console().out().target();
    PrintStream rawErr = process.console().err().target();
    Crash crash = process.simulation().crash();
    Predicate<String> needed = Commands.neededBy(process.arguments());
    CommandLine commandLine = Cli.of(globals, wiring, needed);
    if (needed.test(Commands.SIM)) {
      commandLine.addSubcommand(Commands.SIM, SimCommand.of(wiring.sim(), crash, rawOut, rawErr));
    }
    return commandLine
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setOut(new PrintWriter(rawOut, true, UTF_8))
        .setErr(new PrintWriter(rawErr, true, UTF_8))
        .setParameterExceptionHandler((exception, words) -> wrongWords(exception, globals, wiring))
        .setExecutionExceptionHandler(
            (exception, command, parsed) -> failed(exception, parsed, wiring))
        .setExecutionStrategy(parsed -> execute(parsed, wiring));
  }

  private static int execute(ParseResult parsed, Wiring wiring) {
    ParseResult command = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
    Optional<UsageException> problem = wiring.configured().problem();
    if (problem.isPresent() && !NEED_NO_CONFIGURATION.contains(command.commandSpec().name())) {
      throw new CommandLine.ExecutionException(
          command.commandSpec().commandLine(), "", problem.get());
    }
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

  /** What of the words was not understood, so that nobody knows which journals count. */
  private int wrongWords(ParameterException exception, Globals globals, Wiring wiring) {
    CommandLine command = exception.getCommandLine();
    Optional<UsageException> wrong = wiring.configured().problem();
    if (wrong.isPresent()) { // which may be why a word is missing
      return wiring.renderer().refused(form(command), wrong.get());
    }
    WrongWords words = WrongWords.of(exception, process.arguments(), wiring.configured());
    if (wiring.configured().from(exception).isPresent()
        && NEED_NO_CONFIGURATION.contains(command.getCommandName())) {
      return withoutConfiguration(
          new UsageException(words.problem(), words.next()), globals, wiring);
    }
    err.println("cvmsnap: service: nothing was touched.");
    err.println("cvmsnap: what happened: " + words.problem());
    err.println("cvmsnap: next: " + words.next());
    boolean check = command.getParent() == null && process.arguments().contains("check");
    String form = check ? "check" : form(command);
    int status = CheckText.unknown(form, ExitCode.USAGE.value());
    if (globals.json() || wantsJson(process.arguments())) {
      new JsonDocument(form, status, Service.UNKNOWN)
          .put("outcome", "refused")
          .error(words.problem(), List.of(words.next()))
          .print(process.console().out());
    } else {
      tellMonitor(form, words.problem());
    }
    return status;
  }

  /** What is typed was not at fault. */
  private int withoutConfiguration(UsageException wrong, Globals globals, Wiring wiring) {
    Configured rest = wiring.configured().without(wrong);
    wiring.configure(rest);
    return commandLine(globals, wiring)
        .setDefaultValueProvider(rest)
        .execute(process.arguments().toArray(String[]::new));
  }

  /** A monitoring system reads standard output alone. */
  private void tellMonitor(String command, String why) {
    CheckText.unknown(command, why).forEach(process.console().out()::println);
  }

  /** Whether a document is asked for, also by words that stand after the wrong one. */
  private static boolean wantsJson(List<String> arguments) {
    return arguments.stream().takeWhile(word -> !word.equals("--")).anyMatch("--json"::equals);
  }

  /** The command below cvmsnap that a command is or belongs to. */
  private static String form(CommandLine command) {
    CommandLine parent = command.getParent();
    if (parent == null) {
      return NO_COMMAND;
    }
    return parent.getParent() == null ? command.getCommandName() : form(parent);
  }

  private static String command(@Nullable ParseResult parsed) {
    return parsed != null && parsed.hasSubcommand()
        ? parsed.subcommand().commandSpec().name()
        : NO_COMMAND;
  }

  /** The only catch ladder: from the user's fault to ours. */
  private int failed(Exception exception, ParseResult parsed, Wiring wiring) {
    String command = command(parsed);
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
    int status =
        CheckText.unknown(
            command, owed ? ExitCode.INTERNAL.withServiceDown() : ExitCode.INTERNAL.value());
    if (wiring.json()) {
      new JsonDocument(command, status, wiring.service())
          .put("outcome", "failed")
          .error("an internal error: " + exception, List.of("cvmsnap status"))
          .print(process.console().out());
    } else {
      tellMonitor(command, "an internal error: " + exception);
    }
    return status;
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
