package org.cvmsnap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cvmsnap.engine.Interrupts;
import org.cvmsnap.host.RealTime;
import org.cvmsnap.host.TerminalSize;
import org.cvmsnap.host.Time;
import org.cvmsnap.sim.Crash;
import org.cvmsnap.sim.ProcessCrash;
import org.cvmsnap.sim.Scenario;
import org.cvmsnap.sim.SimStore;
import org.cvmsnap.ui.EscapingStream;
import org.cvmsnap.ui.Screen;

/**
 * What one process of cvmsnap is given. All that it learns of itself and its surroundings comes
 * from here, and a test gives it what it likes.
 *
 * @param arguments the words after the program's name
 * @param environment the environment variables
 * @param time the time that real machines live in
 * @param marks gives the four characters that tell runs of one second apart
 * @param interrupts where signals are remembered
 * @param signals lets a listener hear signals from now on
 */
public record ProcessContext(
    List<String> arguments,
    Map<String, String> environment,
    Console console,
    Identity identity,
    Time time,
    Supplier<String> marks,
    Interrupts interrupts,
    Consumer<SignalListener> signals,
    Simulation simulation) {
  private static final int BUFFER = 8192;

  /** Values of TERM of which nobody knows that they obey escape sequences. */
  private static final Set<String> DUMB = Set.of("", "dumb", "unknown", "emacs");

  /** What becomes of signals; each is told on a thread of its own. */
  public interface SignalListener {
    /** One that asks the process to end. */
    void ends(String name);

    /** One that asks the process to stop until it is told to go on. */
    void stops(String name);

    /** The terminal has another size. */
    void resized();
  }

  /**
   * The standard streams; nothing that is printed reaches a terminal with control characters.
   *
   * @param keyboard whether somebody can answer on {@code in}
   * @param screen whether somebody watches {@code err} on a terminal
   * @param resized what to do when the terminal has another size
   */
  public record Console(
      InputStream in,
      EscapingStream out,
      EscapingStream err,
      boolean keyboard,
      boolean screen,
      Runnable resized) {
    /** Streams that end at files or pipes. */
    public Console(InputStream in, PrintStream out, PrintStream err) {
      this(in, new EscapingStream(out), new EscapingStream(err), false, false, () -> {});
    }

    /** Those of this process; the launcher has seen which of them are the terminal. */
    private static Console current(Map<String, String> environment) {
      TerminalWidth width = new TerminalWidth(() -> TerminalSize.columns(environment), environment);
      boolean obeys = !DUMB.contains(environment.getOrDefault("TERM", ""));
      boolean colours = environment.getOrDefault("NO_COLOR", "").isEmpty();
      Screen terminal = new Screen(obeys, width::columns);
      boolean screen = Boolean.getBoolean("cvmsnap.terminal");
      boolean page = Boolean.getBoolean("cvmsnap.page");
      return new Console(
          System.in,
          new EscapingStream(utf8(FileDescriptor.out), page ? terminal : Screen.none(), colours),
          new EscapingStream(utf8(FileDescriptor.err), screen ? terminal : Screen.none(), colours),
          Boolean.getBoolean("cvmsnap.keyboard"),
          screen,
          width::changed);
    }
  }

  /**
   * Who the process is.
   *
   * @param launcher the executable that starts cvmsnap
   * @param home the user's home directory, where no variable names it
   * @param host the name of this machine; looked up only when it is asked for
   */
  public record Identity(Path launcher, Path home, long pid, Supplier<String> host) {}

  /**
   * What the simulated clusters need of the process.
   *
   * @param clusters the simulated cluster that belongs to a directory
   * @param crash how the process dies when a simulated fault says so
   */
  public record Simulation(Function<Path, SimStore> clusters, Crash crash) {}

  public ProcessContext {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /** What this process was given. */
  public static ProcessContext current(String... arguments) {
    return new ProcessContext(
        List.of(arguments),
        System.getenv(),
        Console.current(System.getenv()),
        new Identity(
            Path.of(System.getProperty("cvmsnap.launcher", "cvmsnap")),
            Path.of(System.getProperty("user.home", "/")),
            ProcessHandle.current().pid(),
            ProcessContext::host),
        new RealTime(),
        ProcessContext::mark,
        new Interrupts(),
        Signals::listen,
        new Simulation(ProcessContext::cluster, new ProcessCrash()));
  }

  /** What is said is UTF-8 in every locale, as names are told as the bytes that they are. */
  private static PrintStream utf8(FileDescriptor stream) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(stream), BUFFER), true, UTF_8);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private static String mark() {
    return Integer.toString(36 * 36 * 36 + new SecureRandom().nextInt(35 * 36 * 36 * 36), 36);
  }

  /** The simulated cluster in a directory, which begins as the built-in one. */
  private static SimStore cluster(Path directory) {
    return SimStore.directory(directory, () -> Scenario.builtIn().cluster());
  }
}
