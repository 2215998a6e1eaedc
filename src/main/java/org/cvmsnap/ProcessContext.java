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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cvmsnap.engine.Interrupts;
import org.cvmsnap.host.RealTime;
import org.cvmsnap.host.Time;
import org.cvmsnap.sim.Crash;
import org.cvmsnap.sim.ProcessCrash;
import org.cvmsnap.sim.Scenario;
import org.cvmsnap.sim.SimStore;
import org.cvmsnap.ui.EscapingStream;

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

  /** What becomes of signals; each is told on a thread of its own. */
  public interface SignalListener {
    /** One that asks the process to end. */
    void ends(String name);

    /** One that asks the process to stop until it is told to go on. */
    void stops(String name);
  }

  /**
   * The standard streams; nothing that is printed reaches a terminal with control characters.
   *
   * @param keyboard whether somebody can answer on {@code in}
   * @param screen whether somebody watches {@code err} on a terminal
   */
  public record Console(
      InputStream in, EscapingStream out, EscapingStream err, boolean keyboard, boolean screen) {
    public Console(
        InputStream in, PrintStream out, PrintStream err, boolean keyboard, boolean screen) {
      this(in, new EscapingStream(out), new EscapingStream(err), keyboard, screen);
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
        new Console(
            System.in,
            utf8(FileDescriptor.out),
            utf8(FileDescriptor.err),
            Boolean.getBoolean("cvmsnap.keyboard"),
            Boolean.getBoolean("cvmsnap.terminal")),
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
