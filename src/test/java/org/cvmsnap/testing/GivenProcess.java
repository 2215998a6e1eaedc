package org.cvmsnap.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.cvmsnap.Main;
import org.cvmsnap.ProcessContext;
import org.cvmsnap.engine.Interrupts;
import org.cvmsnap.host.Time;
import org.cvmsnap.sim.Crash;
import org.cvmsnap.sim.SimStore;

/**
 * What a test gives to a process of cvmsnap: no terminal, no signals, an empty environment, and all
 * else as it is in the process of the test, where the test does not say otherwise.
 */
public final class GivenProcess {
  private final ProcessContext own;
  private Map<String, String> environment = Map.of();
  private Time time;
  private Interrupts interrupts = new Interrupts();
  private Crash crash = () -> {};
  private Function<Path, SimStore> clusters;
  private Path launcher;

  public GivenProcess(String... arguments) {
    own = ProcessContext.current(arguments);
    time = own.time();
    launcher = own.identity().launcher();
    clusters = own.simulation().clusters();
  }

  public GivenProcess environment(Map<String, String> variables) {
    environment = variables;
    return this;
  }

  /** The time of real machines. */
  public GivenProcess time(Time other) {
    time = other;
    return this;
  }

  public GivenProcess interrupts(Interrupts other) {
    interrupts = other;
    return this;
  }

  /** The executable that starts cvmsnap. */
  public GivenProcess launcher(Path other) {
    launcher = other;
    return this;
  }

  /** What a simulated fault does that kills the process. */
  public GivenProcess crash(Crash other) {
    crash = other;
    return this;
  }

  /** The simulated cluster, whatever the directory. */
  public GivenProcess cluster(SimStore store) {
    clusters = directory -> store;
    return this;
  }

  /** Runs cvmsnap to its end, and returns its exit status. */
  public int run(OutputStream out, OutputStream err) {
    return new Main(context(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8)))
        .run();
  }

  private ProcessContext context(PrintStream out, PrintStream err) {
    return new ProcessContext(
        own.arguments(),
        environment,
        new ProcessContext.Console(new ByteArrayInputStream(new byte[0]), out, err),
        new ProcessContext.Identity(
            launcher, own.identity().home(), own.identity().pid(), own.identity().host()),
        time,
        own.marks(),
        interrupts,
        listener -> {},
        new ProcessContext.Simulation(clusters, crash));
  }
}
