package org.cvmsnap;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.cvmsnap.cli.Cli;
import org.cvmsnap.cli.Globals;
import org.cvmsnap.cluster.Nearest;
import org.cvmsnap.engine.Interrupts;
import org.cvmsnap.error.CvmsnapException;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.host.RealTime;
import org.cvmsnap.host.Time;
import org.cvmsnap.sim.Crash;
import org.cvmsnap.sim.ProcessCrash;
import org.cvmsnap.sim.Scenario;
import org.cvmsnap.sim.SimCommand;
import org.cvmsnap.sim.SimStore;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The composition root: what the process is given (streams, environment, signals) goes in here, and
 * its exit status comes out.
 */
public final class Main {
  /** Commands that need no warning of debts: they tell of them, or do not look at guests. */
  private static final Set<String> SPEAKS_OF_DEBTS =
      Set.of("cvmsnap", "recover", "status", "guardian", "sim");

  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;
  private final Interrupts interrupts;
  private final Crash crash;
  private final Function<Path, SimStore> clusters;
  private final Consumer<Consumer<String>> signals;
  private final Time time;

  /** As the next, in real time. */
  public Main(
      Map<String, String> environment,
      PrintStream out,
      PrintStream err,
      Interrupts interrupts,
      Crash crash,
      Function<Path, SimStore> clusters,
      Consumer<Consumer<String>> signals) {
    this(environment, out, err, interrupts, crash, clusters, signals, new RealTime());
  }

  /**
   * @param crash how the process dies when a simulated fault says so
   * @param clusters the simulated cluster that belongs to a directory
   * @param signals lets a listener hear the names of signals from now on
   * @param time the time that real machines live in
   */
  public Main(
      Map<String, String> environment,
      PrintStream out,
      PrintStream err,
      Interrupts interrupts,
      Crash crash,
      Function<Path, SimStore> clusters,
      Consumer<Consumer<String>> signals,
      Time time) {
    this.environment = Map.copyOf(environment);
    this.out = out;
    this.err = err;
    this.interrupts = interrupts;
    this.crash = crash;
    this.clusters = clusters;
    this.signals = signals;
    this.time = time;
  }

  public static void main(String[] args) {
    Interrupts interrupts = new Interrupts();
    Main main =
        new Main(
            System.getenv(),
            System.out,
            System.err,
            interrupts,
            new ProcessCrash(),
            Main::cluster,
            Signals::listen);
    System.exit(main.run(args));
  }

  /** The simulated cluster in a directory, which begins as the built-in one. */
  static SimStore cluster(Path directory) {
    return SimStore.directory(directory, () -> Scenario.builtIn().cluster());
  }

  /** Runs one command line and returns the process's exit status. */
  public int run(String... args) {
    Globals globals = new Globals();
    try (Wiring wiring =
        new Wiring(globals, environment, out, err, interrupts, crash, clusters, time, args)) {
      CommandLine commandLine = Cli.of(globals, wiring);
      commandLine.addSubcommand("sim", SimCommand.of(wiring, crash, out, err));
      commandLine.setOut(
          new java.io.PrintWriter(out, true, java.nio.charset.StandardCharsets.UTF_8));
      commandLine.setErr(
          new java.io.PrintWriter(err, true, java.nio.charset.StandardCharsets.UTF_8));
      commandLine.setParameterExceptionHandler(this::wrongWords);
      commandLine.setExecutionExceptionHandler(
          (exception, command, parsed) -> failed(exception, parsed, wiring));
      commandLine.setExecutionStrategy(parsed -> execute(parsed, wiring));
      signals.accept(wiring::signalled);
      return commandLine.execute(args);
    }
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
    return new CommandLine.RunLast().execute(parsed);
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
    return owed ? ExitCode.INTERNAL.withServiceDown() : ExitCode.INTERNAL.value();
  }

  private static boolean owed(Wiring wiring) {
    try {
      return wiring.owed();
    } catch (CvmsnapException | UncheckedIOException e) {
      return false;
    }
  }

  /** What cannot be read or written before a run has begun: the journals, a simulated cluster. */
  private static RefusedException refusal(UncheckedIOException broken) {
    return new RefusedException(
        broken.getMessage() + ": " + broken.getCause() + ".",
        "Run cvmsnap as root, or name directories of your own with --state-dir and --host sim:DIR.");
  }
}
