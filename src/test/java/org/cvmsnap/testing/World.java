package org.cvmsnap.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.cvmsnap.engine.Interrupts;
import org.cvmsnap.host.Hosts;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.journal.Locks;
import org.cvmsnap.journal.LogDirectory;
import org.cvmsnap.journal.Owner;
import org.cvmsnap.run.Debt;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.LogEntry;
import org.cvmsnap.sim.Scenario;
import org.cvmsnap.sim.SimCluster;
import org.cvmsnap.sim.SimHosts;
import org.cvmsnap.sim.SimStore;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.site.Site;
import org.cvmsnap.step.SiteSteps;
import org.cvmsnap.workflow.Guardian;
import org.cvmsnap.workflow.Session;

/**
 * A simulated cluster in memory, a directory for the journals, and the whole program in front of
 * it. What it tells of the cluster is the simulator's truth, whatever cvmsnap believes.
 */
public final class World {
  private static final List<Path> MADE = new ArrayList<>();

  private final Path directory;
  private final SimStore store;
  private final Map<String, String> environment = new HashMap<>();
  private Consumer<Interrupts> crash =
      interrupts -> {
        throw new Crashed();
      };

  private Optional<Path> launcher = Optional.empty();
  private boolean signalled;
  private boolean full;

  private World(SimCluster cluster) {
    directory = temporary();
    store = SimStore.memory(cluster);
    environment.put("CVMSNAP_HOST", "sim:" + directory);
  }

  /** The world that {@code --sim} begins with. */
  public static World builtIn() {
    return new World(Scenario.builtIn().cluster());
  }

  /** A world in which VCS manages ldom1, and could bring it up on sun-b. */
  public static World vcs() {
    return new World(Scenario.named("vcs").cluster());
  }

  /** The cluster as it is now in a world of its own, in which no run is unfinished. */
  public World copy() {
    return new World(store.look(SimCluster::copy));
  }

  /** A world of the test's own. */
  public static World of(String toml) {
    return new World(Scenario.of(toml, "the test's scenario").cluster());
  }

  /**
   * The built-in world with pieces of its text replaced: what is first in each pair by the next.
   */
  public static World changed(String... pairs) {
    return replaced(Scenario.BUILT_IN, pairs);
  }

  /** The world of {@link #vcs()}, with pieces of its text replaced. */
  public static World vcs(String... pairs) {
    return replaced("vcs", pairs);
  }

  private static World replaced(String scenario, String... pairs) {
    String text = text(scenario);
    for (int i = 0; i < pairs.length; i += 2) {
      if (!text.contains(pairs[i])) {
        throw new IllegalArgumentException("the scenario has no " + pairs[i]);
      }
      int at = text.indexOf(pairs[i]);
      text = text.substring(0, at) + pairs[i + 1] + text.substring(at + pairs[i].length());
    }
    return of(text);
  }

  /** What a scenario that comes with cvmsnap says. */
  public static String text(String scenario) {
    try (InputStream in = Scenario.class.getResourceAsStream(scenario + ".toml")) {
      if (in == null) {
        throw new IllegalStateException("no scenario " + scenario);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The whole program on a node, with a state directory of that node's own. */
  public CliRun on(String node, String... args) {
    List<String> words = new ArrayList<>(List.of(args));
    words.addAll(
        List.of("--host", "sim:" + directory + "#" + node, "--state-dir", state(node).toString()));
    return cvmsnap(words.toArray(String[]::new));
  }

  /** A node's own state directory, which is there once cvmsnap is installed. */
  public Path state(String node) {
    try {
      return Files.createDirectories(directory.resolve("state-" + node));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes commands go wrong from now on. */
  public World fault(Fault... faults) {
    change(
        cluster -> {
          for (Fault fault : faults) {
            cluster.add(fault);
          }
        });
    return this;
  }

  public World noFaults() {
    change(SimCluster::clearFaults);
    return this;
  }

  /** Where a crash is asked for, a SIGINT comes instead. */
  public World signalsInsteadOfCrashes() {
    crash = interrupts -> interrupts.request("SIGINT");
    return this;
  }

  /** Where a crash is asked for, somebody types something instead. */
  public World typedInsteadOfCrashes(String host, String line) {
    return doneInsteadOfCrashes(() -> typed(host, line));
  }

  /** Where a crash is asked for, something else happens instead. */
  public World doneInsteadOfCrashes(Runnable other) {
    crash = interrupts -> other.run();
    return this;
  }

  /** A SIGINT comes before the program does anything. */
  public World signalledAtOnce() {
    signalled = true;
    return this;
  }

  /** Nothing can be written to the standard output: its file system is full. */
  public World fullOutput() {
    full = true;
    return this;
  }

  private static OutputStream full() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException("No space left on device");
      }
    };
  }

  /** Where a crash is asked for, the program has a bug instead. */
  public World bugsInsteadOfCrashes() {
    crash =
        interrupts -> {
          throw new IllegalStateException("a bug");
        };
    return this;
  }

  /** Where a crash is asked for, the program runs out of memory instead. */
  public World outOfMemoryInsteadOfCrashes() {
    crash =
        interrupts -> {
          throw new OutOfMemoryError("Java heap space");
        };
    return this;
  }

  public World environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Guardians come when they are posted, and say so; nothing more is seen of them for a minute. */
  public World guarded() {
    Path guardian = directory.resolve("guardian");
    try {
      Files.writeString(
          guardian,
          """
          #!/bin/sh
          while [ $# -gt 0 ]; do
            [ "$1" = --run ] && echo "watching $2"
            shift
          done
          exec sleep 60
          """);
      Files.setPosixFilePermissions(guardian, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    launcher = Optional.of(guardian);
    return this;
  }

  /** Something happens to the cluster that nobody typed. */
  public World change(Consumer<SimCluster> change) {
    return store.with(
        cluster -> {
          change.accept(cluster);
          return this;
        });
  }

  /** Runs the program to its end, or until a fault kills it. */
  public CliRun cvmsnap(String... args) {
    return cvmsnap(new ByteArrayOutputStream(), new ByteArrayOutputStream(), args);
  }

  /** The same under cron, which has both streams in one mail: its lines. */
  public List<String> mail(String... args) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    return cvmsnap(both, both, args).lines();
  }

  private CliRun cvmsnap(ByteArrayOutputStream out, ByteArrayOutputStream err, String... args) {
    Interrupts interrupts = new Interrupts();
    if (signalled) {
      interrupts.request("SIGINT");
    }
    GivenProcess process =
        new GivenProcess(args)
            .environment(environment)
            .interrupts(interrupts)
            .crash(() -> crash.accept(interrupts))
            .cluster(store);
    launcher.ifPresent(process::launcher);
    int exit;
    boolean crashed = false;
    try {
      exit = process.run(full ? full() : out, err);
    } catch (Crashed e) {
      exit = 137;
      crashed = true;
    } finally {
      boolean ignored = Thread.interrupted();
    }
    return new CliRun(
        List.of(args), exit, out.toString(UTF_8), err.toString(UTF_8), crashed, debts());
  }

  /** What an operator types on a node or in a guest, without cvmsnap; it has to succeed. */
  public World typed(String host, String line) {
    List<String> words = new ArrayList<>(List.of("sim", "exec", host, "--"));
    words.addAll(List.of(line.split(" ", -1)));
    CliRun run = cvmsnap(words.toArray(String[]::new));
    if (run.exit() != 0) {
      throw new AssertionError(run.toString());
    }
    return this;
  }

  /** A process of cvmsnap that a command kills, before which and after which nothing goes wrong. */
  public World dies(String command, Fault.Effect effect, String... words) {
    fault(Fault.on(command, effect));
    CliRun run = cvmsnap(words);
    if (!run.crashed()) {
      throw new AssertionError(run.toString());
    }
    return noFaults();
  }

  /** What a process of cvmsnap on the first node works with, for a test of one of its verbs. */
  public Session session() {
    return session(hosts -> hosts, new NoProcesses());
  }

  /** The same with other hosts before the simulated ones. */
  public Session session(UnaryOperator<Hosts> before) {
    return session(before, new NoProcesses());
  }

  /** The same on a machine with other processes. */
  public Session session(Guardian.Processes processes) {
    return session(hosts -> hosts, processes);
  }

  private Session session(UnaryOperator<Hosts> before, Guardian.Processes processes) {
    SimHosts hosts =
        new SimHosts(
            store,
            "sun-a",
            0,
            () -> {
              throw new Crashed();
            });
    return new Session(
        new Site(before.apply(hosts)),
        new Journals(new LogDirectory(state().resolve("runs")), SiteSteps::named),
        new Locks(state().resolve("locks")),
        new Owner("sun-a", 2, Instant.EPOCH, "the test"),
        "test",
        () -> "ab12",
        new Interrupts(),
        processes);
  }

  /** What unfinished runs owe, by their journals. */
  public List<Debt> debts() {
    return new Journals(new LogDirectory(state().resolve("runs")), SiteSteps::named)
        .unfinished().stream().flatMap(run -> run.debts().stream()).toList();
  }

  public Path state() {
    return directory.resolve("state");
  }

  public Path directory() {
    return directory;
  }

  public SimTruth truth() {
    return store.look(SimCluster::truth);
  }

  public SimTruth.Guest guest(String ldom) {
    return truth().guest(ldom);
  }

  public List<SimTruth.Snapshot> snapshots() {
    return truth().snapshots();
  }

  public List<Fault.Progress> faults() {
    return store.look(SimCluster::faults);
  }

  /** Every command that ran, in order. */
  public List<LogEntry> log() {
    return store.log();
  }

  /** The commands that may have changed something, as {@code host# words}. */
  public List<String> mutations() {
    return log().stream()
        .filter(LogEntry::mutates)
        .map(entry -> entry.host() + "# " + String.join(" ", entry.argv()))
        .toList();
  }

  /** The names of the lock records that there are, whoever made them. */
  public List<String> locks() {
    return truth().volumes().stream()
        .map(SimTruth.Volume::name)
        .filter(name -> name.startsWith("cvmsnap_lock_"))
        .toList();
  }

  private static synchronized Path temporary() {
    try {
      if (MADE.isEmpty()) {
        Runtime.getRuntime().addShutdownHook(new Thread(World::remove));
      }
      Path directory = Files.createTempDirectory("cvmsnap-world");
      MADE.add(directory);
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static synchronized void remove() {
    for (Path world : MADE) {
      try (Stream<Path> files = Files.walk(world)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      } catch (IOException e) {
        // Left to whoever tidies up the temporary directory.
      }
    }
  }
}
