package org.cvmsnap;

import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.cvmsnap.cli.Globals;
import org.cvmsnap.cli.Setting;
import org.cvmsnap.cli.Version;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.engine.Interrupts;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.host.Detached;
import org.cvmsnap.host.Hosts;
import org.cvmsnap.host.LoggedHosts;
import org.cvmsnap.host.RealHosts;
import org.cvmsnap.host.RealTime;
import org.cvmsnap.host.ReplayHosts;
import org.cvmsnap.host.SshSettings;
import org.cvmsnap.host.Time;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.journal.Locks;
import org.cvmsnap.journal.LogDirectory;
import org.cvmsnap.journal.Owner;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.model.Machine;
import org.cvmsnap.run.Plan;
import org.cvmsnap.sim.Crash;
import org.cvmsnap.sim.SimCommand;
import org.cvmsnap.sim.SimHosts;
import org.cvmsnap.sim.SimStore;
import org.cvmsnap.site.Site;
import org.cvmsnap.step.SiteSteps;
import org.cvmsnap.ui.JsonRenderer;
import org.cvmsnap.ui.Program;
import org.cvmsnap.ui.Progress;
import org.cvmsnap.ui.Renderer;
import org.cvmsnap.ui.TerminalProgress;
import org.cvmsnap.ui.TextRenderer;
import org.cvmsnap.workflow.Confirmation;
import org.cvmsnap.workflow.Guardian;
import org.cvmsnap.workflow.Session;
import org.cvmsnap.workflow.Status;
import org.jspecify.annotations.Nullable;

/**
 * Puts the parts together, once the global options are known and as far as a command needs them.
 */
final class Wiring implements Setting, SimCommand.Place, AutoCloseable {
  private static final Path STATE = Path.of("/var/opt/cvmsnap");
  private static final String SIM = "sim:";
  private static final String SSH = "ssh://";
  private static final String REPLAY = "replay:";
  private static final Duration GUARDIAN_START = Duration.ofSeconds(60);

  private final Globals globals;
  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;
  private final Interrupts interrupts;
  private final Crash crash;
  private final Function<Path, SimStore> clusters;
  private final Time realTime;
  private final String commandLine;
  private final List<Runnable> endings = new ArrayList<>();
  private @Nullable Hosts hosts;
  private @Nullable Session session;
  private @Nullable TerminalProgress terminal;

  Wiring(
      Globals globals,
      Map<String, String> environment,
      PrintStream out,
      PrintStream err,
      Interrupts interrupts,
      Crash crash,
      Function<Path, SimStore> clusters,
      Time realTime,
      String... args) {
    this.globals = globals;
    this.environment = environment;
    this.out = out;
    this.err = err;
    this.interrupts = interrupts;
    this.crash = crash;
    this.clusters = clusters;
    this.realTime = realTime;
    this.commandLine = "cvmsnap " + String.join(" ", args);
  }

  /** A first signal leads home in order; any further one only tells what is owed. */
  void signalled(String signal) {
    if (interrupts.request(signal)) {
      err.println();
      err.println("cvmsnap: " + signal + ": going home in order; this may take as long as a boot");
    } else if (session != null) {
      err.println();
      err.println("cvmsnap: " + signal + ": still going home; what is owed at this moment:");
      new TextRenderer(err, err, false, program()).status(Status.of(session));
    }
  }

  private String uri() {
    if (globals.twoHosts()) {
      throw new UsageException("--sim and --host contradict each other.", "Give one of them.");
    }
    String host = globals.host();
    return host == null ? environment.getOrDefault("CVMSNAP_HOST", "local:") : host;
  }

  private Hosts hosts() {
    if (hosts == null) {
      hosts = new LoggedHosts(hosts(uri()));
    }
    return hosts;
  }

  private Hosts hosts(String uri) {
    if (uri.startsWith(SIM)) {
      return new SimHosts(store(), node(), speed(), crash);
    }
    if (uri.equals("local:")) {
      return closed(RealHosts.local(environment, SshSettings.standard(), realTime));
    }
    if (uri.startsWith(SSH)) {
      Machine node = Machine.controlDomain(uri.substring(SSH.length()));
      return closed(RealHosts.through(environment, SshSettings.standard(), realTime, node));
    }
    if (uri.startsWith(REPLAY)) {
      return ReplayHosts.read(Path.of(uri.substring(REPLAY.length())), realTime);
    }
    throw new UsageException(
        "'" + uri + "' is no host that cvmsnap knows.",
        "Give --host local:, ssh://[USER@]NODE[:PORT], sim:[DIR][#NODE] or replay:FILE.");
  }

  private Hosts closed(RealHosts real) {
    endings.add(real::close);
    return real;
  }

  private double speed() {
    Double speed = globals.simSpeed();
    if (speed == null) {
      return onTerminal() ? 100 : 0;
    }
    if (speed < 0 || speed.isNaN()) {
      throw new UsageException("--sim-speed cannot be negative.", "0 is as fast as can be.");
    }
    return speed;
  }

  private static boolean onTerminal() {
    return Boolean.getBoolean("cvmsnap.terminal");
  }

  @Override
  public SimStore store() {
    return clusters.apply(directory());
  }

  @Override
  public boolean json() {
    return globals.json();
  }

  /** Where the simulated cluster is kept: as --host says, else where state of a user belongs. */
  @Override
  public Path directory() {
    String uri = uri();
    String directory = uri.startsWith(SIM) ? uri.substring(SIM.length()) : "";
    int node = directory.lastIndexOf('#');
    directory = node >= 0 ? directory.substring(0, node) : directory;
    if (!directory.isEmpty()) {
      return Path.of(directory).toAbsolutePath();
    }
    String state = environment.get("XDG_STATE_HOME");
    Path base =
        state != null && !state.isEmpty()
            ? Path.of(state)
            : Path.of(
                environment.getOrDefault("HOME", System.getProperty("user.home", "/")),
                ".local",
                "state");
    return base.resolve("cvmsnap").resolve("sim").toAbsolutePath();
  }

  /** The simulated node that cvmsnap works in: the first, or the one behind {@code #}. */
  private String node() {
    String uri = uri();
    int mark = uri.lastIndexOf('#');
    return mark >= 0
        ? uri.substring(mark + 1)
        : store().with(cluster -> cluster.nodeNames().get(0));
  }

  @Override
  public Path launcher() {
    return Path.of(System.getProperty("cvmsnap.launcher", "cvmsnap"));
  }

  @Override
  public Session session() {
    if (session == null) {
      Path state = stateDirectory();
      endings.add(LogSetup.toFile(state.resolve(globals.log())));
      if (globals.verbose()) {
        endings.add(LogSetup.verbose());
      }
      Site site = new Site(hosts());
      session =
          new Session(
              site,
              new Journals(new LogDirectory(state.resolve("runs")), SiteSteps::named),
              new Locks(state.resolve("locks")),
              owner(site.time().now()),
              Version.current(),
              Wiring::mark,
              interrupts);
    }
    return session;
  }

  /** The journals of a simulated cluster are kept with it. */
  private Path stateDirectory() {
    Path given = globals.stateDir();
    if (given != null) {
      return given;
    }
    return uri().startsWith(SIM) ? directory().resolve("state") : STATE;
  }

  private Owner owner(Instant since) {
    String host;
    try {
      host = uri().startsWith(SIM) ? node() : InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "localhost";
    }
    return new Owner(host, ProcessHandle.current().pid(), since, commandLine);
  }

  private static String mark() {
    return Integer.toString(36 * 36 * 36 + new SecureRandom().nextInt(35 * 36 * 36 * 36), 36);
  }

  @Override
  public Confirmation confirmation() {
    if (globals.yes()) {
      return Confirmation.GIVEN;
    }
    return new Prompt(System.in, err, interrupts, Boolean.getBoolean("cvmsnap.keyboard"));
  }

  @Override
  public EngineListener progress() {
    if (!onTerminal() || globals.quiet()) {
      return new Progress(err, globals.verbose());
    }
    if (terminal == null) {
      Session known = session();
      terminal = new TerminalProgress(err, () -> elapsed(known));
    }
    return terminal;
  }

  private static Duration elapsed(Session session) {
    return session.site().time().elapsed();
  }

  @Override
  public Renderer renderer() {
    endProgress();
    return globals.json()
        ? new JsonRenderer(out, err, program())
        : new TextRenderer(out, err, globals.quiet(), program());
  }

  private Program program() {
    return new Program(globals.where());
  }

  /** Tells on stderr of guests that nobody is bringing home, whatever the command is about. */
  void warnOfDebts() {
    Status.of(session()).unfinished().stream()
        .filter(run -> !run.debts().isEmpty() || run.plan().finishedLater())
        .filter(run -> ProcessHandle.of(run.owner().pid()).isEmpty())
        .forEach(run -> err.println("cvmsnap: warning: " + warning(run)));
  }

  private static String warning(RunRecord run) {
    Plan plan = run.plan();
    return run.debts().isEmpty()
        ? "run %s (%s of %s) was cut short and is not finished; see cvmsnap status"
            .formatted(plan.run(), plan.operation(), plan.about())
        : "run %s was cut short and still owes something to %s; see cvmsnap status"
            .formatted(plan.run(), plan.about());
  }

  /** Whether some guest may be down, as far as the journals tell. */
  boolean owed() {
    return session != null && Status.of(session).owed();
  }

  @Override
  public Guardian.Posted guardians() {
    return (run, limit, grace) ->
        Detached.start(
            List.of(
                launcher().toString(),
                "--host",
                uri().startsWith(SIM) ? SIM + directory() + "#" + node() : uri(),
                "--state-dir",
                stateDirectory().toAbsolutePath().toString(),
                "--log",
                "guardian-" + run + ".log",
                "guardian",
                "--run",
                run.value(),
                "--max-outage",
                limit.toSeconds() + "s",
                "--grace",
                grace.toSeconds() + "s"),
            environment,
            Guardian.greeting(run),
            GUARDIAN_START);
  }

  @Override
  public Guardian.Processes processes() {
    Time time = new RealTime();
    return new Guardian.Processes() {
      @Override
      public void ask(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
      }

      @Override
      public void end(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      }

      @Override
      public Time time() {
        return time;
      }
    };
  }

  private void endProgress() {
    if (terminal != null) {
      terminal.close();
      terminal = null;
    }
  }

  @Override
  public void close() {
    endProgress();
    endings.forEach(Runnable::run);
    endings.clear();
  }
}
