package org.cvmsnap;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.cvmsnap.cli.Configured;
import org.cvmsnap.cli.CvmsnapCommand;
import org.cvmsnap.cli.Globals;
import org.cvmsnap.cli.Setting;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.error.Contained;
import org.cvmsnap.error.NoStateException;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.journal.Owner;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.journal.StateDirectory;
import org.cvmsnap.model.Access;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.run.Plan;
import org.cvmsnap.sim.SimContext;
import org.cvmsnap.site.Site;
import org.cvmsnap.step.SiteSteps;
import org.cvmsnap.ui.Program;
import org.cvmsnap.ui.Renderer;
import org.cvmsnap.ui.Table;
import org.cvmsnap.workflow.Confirmation;
import org.cvmsnap.workflow.Guardian;
import org.cvmsnap.workflow.QualifyReport;
import org.cvmsnap.workflow.Service;
import org.cvmsnap.workflow.Session;
import org.cvmsnap.workflow.Status;
import org.cvmsnap.workflow.UnfinishedRun;
import org.jspecify.annotations.Nullable;

/**
 * Puts the parts together, once the global options are known and as far as a command needs them.
 */
final class Wiring implements Setting, ProcessContext.SignalListener, AutoCloseable {
  private static final Path STATE = Path.of("/var/opt/cvmsnap");

  private final Globals globals;
  private final ProcessContext process;
  private final SimPlace sim;
  private final Display display;
  private final HostFactory machines;
  private final MachineProcesses processes;
  private final List<Runnable> endings = new ArrayList<>();
  private Configured configured = Configured.NOTHING;
  private @Nullable HostUri uri;
  private @Nullable Session session;

  Wiring(Globals globals, ProcessContext process) {
    this.globals = globals;
    this.process = process;
    this.sim = new SimPlace(globals, process, this::uri, this::access);
    this.display =
        new Display(globals, process, this::controlDomain, this::elsewhere, this::session);
    this.machines = new HostFactory(globals, process, sim, display, this::uri, this::controlDomain);
    this.processes = new MachineProcesses(machines::here, this::onRealMachines);
  }

  /** Lets what was said elsewhere than on the command line count. */
  void configure(Configured said) {
    configured = said;
  }

  @Override
  public Configured configured() {
    return configured;
  }

  /** A first signal leads home in order; any further one only tells how far that is. */
  @Override
  public void ends(String signal) {
    boolean first = process.interrupts().request(signal);
    List<UnfinishedRun> own =
        Contained.thought(
            () -> session == null ? List.of() : Status.own(session), unread -> List.of());
    if (first) {
      display.goingHome(signal, own);
    } else {
      display.stillGoingHome(signal, own);
    }
  }

  /** Who has a guest down does not stop, as nobody else brings it home. */
  @Override
  public void stops(String signal) {
    if (owed()) {
      display.goingOn(signal);
    } else {
      processes.stop(process.identity().pid());
    }
  }

  @Override
  public void resized() {
    process.console().resized().run();
  }

  /** Whether a recording that was asked for is not whole. */
  boolean recordingIncomplete() {
    return machines.recordingIncomplete();
  }

  private Access access() {
    return AccessWords.of(globals, configured);
  }

  /** The machine that is worked on, once it is known to be another one. */
  private Optional<String> elsewhere() {
    return uri instanceof HostUri.Ssh ssh
        ? Optional.of(ssh.controlDomain().address())
        : Optional.empty();
  }

  private HostUri uri() {
    if (uri == null) {
      uri = HostUri.of(globals, configured.environment());
    }
    return uri;
  }

  @Override
  public Session session() {
    if (session == null) {
      Path state = stateDirectory();
      StateDirectory own = new StateDirectory(state).requireOwn();
      endings.add(LogSetup.toFile(state.resolve(globals.log())));
      session = session(own);
    }
    return session;
  }

  @Override
  public Session examining() {
    return session(new StateDirectory(stateDirectory()));
  }

  private Session session(StateDirectory state) {
    Site site = new Site(machines.hosts(), access());
    return new Session(
        site,
        new Journals(state.runs(), SiteSteps::named),
        state.locks(),
        owner(site.time().now()),
        CvmsnapCommand.Version.current(),
        process.marks(),
        process.interrupts(),
        processes);
  }

  @Override
  public Session recorded() {
    Optional<Refusal> missing = missing();
    if (missing.isPresent()) {
      throw new NoStateException(missing.get());
    }
    Path state = stateDirectory();
    if (!new StateDirectory(state).used()) {
      display.warn("no run was ever begun with the state directory " + state);
    }
    Session recorded = session();
    if (given().isEmpty() && configured.problem().isPresent()) {
      goOnWithoutConfiguration(recorded, configured.problem().get());
    }
    return recorded;
  }

  /**
   * A wrong configuration keeps no guest down. It may name another state directory, so that nobody
   * is told that nothing is owed.
   */
  private void goOnWithoutConfiguration(Session recorded, UsageException problem) {
    if (recorded.journals().unfinished().isEmpty()) {
      throw problem;
    }
    problem
        .reasons()
        .forEach(reason -> display.warn("the configuration does not count: " + reason.problem()));
  }

  @Override
  public List<Refusal> unseen() {
    return Stream.of(missing(), unread()).flatMap(Optional::stream).toList();
  }

  /** That the state directory that somebody has named is not there. */
  private Optional<Refusal> missing() {
    return given()
        .filter(state -> !Files.exists(state))
        .map(
            state ->
                new Refusal(
                    "There is no state directory " + state + ", so what is owed is not known.",
                    "Name the one that the runs were begun with, or mount its file system; where none was ever begun, make it: mkdir -m 700 %s."
                        .formatted(ShellLine.quoted(state.toString()))));
  }

  /** That nobody knows whether a configuration names a state directory. */
  private Optional<Refusal> unread() {
    boolean read = configured.problem().isEmpty() || configured.configuration().file().isPresent();
    return read || given().isPresent()
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                "The configuration may name another state directory than %s, so what else is owed is not known."
                    .formatted(stateDirectory()),
                "Type cvmsnap config validate, which says what is wrong with it; or name the state directory with --state-dir."));
  }

  /** The state directory that somebody has named. */
  private Optional<Path> given() {
    Optional<Path> given =
        Optional.ofNullable(globals.stateDir())
            .or(
                () ->
                    Optional.ofNullable(configured.environment().get(Configured.STATE_VARIABLE))
                        .map(Path::of));
    if (given.filter(path -> path.toString().isEmpty()).isPresent()) {
      throw new UsageException(
          "The state directory that was named is an empty text.",
          "Name one, or leave out --state-dir and the variable %s for %s."
              .formatted(Configured.STATE_VARIABLE, STATE));
    }
    return given.map(Path::toAbsolutePath);
  }

  /** The journals of a simulated cluster are kept with it. */
  @Override
  public Path stateDirectory() {
    return given().orElseGet(() -> uri() instanceof HostUri.Sim ? sim.state() : STATE);
  }

  private Owner owner(Instant since) {
    String commandLine = "cvmsnap " + String.join(" ", process.arguments());
    return new Owner(ownHost(), process.identity().pid(), since, commandLine);
  }

  private String ownHost() {
    return uri() instanceof HostUri.Sim ? sim.node() : process.identity().host().get();
  }

  private boolean onRealMachines() {
    return uri() instanceof HostUri.Local || uri() instanceof HostUri.Ssh;
  }

  /** What people call the machine that is worked on. */
  private String controlDomain() {
    return elsewhere().orElseGet(this::ownHost);
  }

  /** What the commands that act on the simulated cluster itself work with. */
  SimContext sim() {
    return sim;
  }

  @Override
  public Confirmation confirmation() {
    return display.confirmation();
  }

  @Override
  public EngineListener progress() {
    session(); // from when on machines are asked, which is shown with the progress
    return display.progress();
  }

  @Override
  public Renderer renderer() {
    return display.renderer();
  }

  /** Tells on stderr of guests that nobody is bringing home, whatever the command is about. */
  void warnOfDebts() {
    session().journals().unfinished().stream()
        .filter(run -> !run.debts().isEmpty() || run.plan().finishedLater())
        .filter(run -> ProcessHandle.of(run.owner().pid()).isEmpty())
        .forEach(run -> display.warn(warning(run)));
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

  /** What the journals here say of the service. */
  Service service() {
    return display.service();
  }

  @Override
  public boolean json() {
    return globals.json();
  }

  @Override
  public int table(
      Table table,
      Function<Program, List<Map<String, @Nullable Object>>> rows,
      ToIntFunction<Renderer> told) {
    return display.table(table, rows, told);
  }

  @Override
  public void remindOfQualification() {
    if (onRealMachines()) {
      memory().remind(progress(), process.time().now());
    }
  }

  @Override
  public void qualified(QualifyReport report) {
    memory().keep(report);
  }

  private SiteMemory memory() {
    return new SiteMemory(new StateDirectory(stateDirectory()).qualified(), display::warn);
  }

  @Override
  public Guardian.Posted guardians() {
    return (run, limit, grace) ->
        new GuardianLauncher(process, guardianHost(), stateDirectory()).over(run, limit, grace);
  }

  /** The same host for a process that may have another working directory. */
  private HostUri guardianHost() {
    return uri() instanceof HostUri.Sim
        ? new HostUri.Sim(Optional.of(sim.directory()), Optional.of(sim.node()))
        : uri();
  }

  @Override
  public void close() {
    display.close();
    endings.forEach(Runnable::run);
    endings.clear();
    machines.close();
  }
}
