package org.cvmsnap.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.journal.LogDirectory;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.schedules.Guarantee;
import org.cvmsnap.sim.Scenario;
import org.cvmsnap.sim.SimCluster;
import org.cvmsnap.sim.SimStore;
import org.cvmsnap.step.SiteSteps;
import org.cvmsnap.testing.Guardians;

/**
 * Two nodes and two guests in network namespaces, each with an sshd, the simulated cluster behind
 * them, and an admin host on which the launcher runs in real time. Simulated time passes faster.
 */
final class Lab implements AutoCloseable {
  private static final List<String> MACHINES = List.of("sun-a", "sun-b", "ldom1", "ldom3");
  private static final String ADMIN = "admin";

  /** How many simulated seconds pass in a real one. */
  private static final int SPEED = 10;

  private static final long TICK_MILLIS = 100;
  private static final Duration ONE_RUN = Duration.ofMinutes(40);

  private final Path launcher;
  private final Path directory;
  private final Network network;
  private final Map<String, Sshd> daemons = new LinkedHashMap<>();
  private final SimStore store = SimStore.memory(Scenario.builtIn().cluster());
  private final List<String> violations = new CopyOnWriteArrayList<>();
  private final Guarantee guarantee =
      store.with(cluster -> Guarantee.from(cluster, violations::add));
  private final FaultInjector injector;
  private final Spool spool;
  private final CountDownLatch over = new CountDownLatch(1);
  private int runs;
  private Optional<Process> running = Optional.empty();

  /**
   * @param launcher the program that starts cvmsnap
   * @param directory for all that is made
   * @param number tells its network from others
   */
  Lab(Path launcher, Path directory, int number) throws IOException, InterruptedException {
    this.launcher = launcher;
    this.directory = Files.createDirectories(directory);
    Keys keys = Keys.made(directory, MACHINES);
    List<String> all = new ArrayList<>(MACHINES);
    all.add(ADMIN);
    network = Network.of(number, all);
    injector =
        new FaultInjector(store, guarantee, network, daemons, this::kill, state(), violations::add);
    spool = new Spool(directory.resolve("spool"), injector);
    try {
      open(keys);
    } catch (IOException | InterruptedException e) {
      close();
      throw e;
    }
  }

  private void open(Keys keys) throws IOException, InterruptedException {
    for (String name : MACHINES) {
      Sshd daemon =
          Sshd.started(name, network.on(name), network.address(name), keys, spool.forced());
      daemons.put(name, daemon);
    }
    for (Sshd daemon : daemons.values()) {
      daemon.await();
    }
    Map<String, InetSocketAddress> servers = new LinkedHashMap<>();
    for (String name : MACHINES) {
      servers.put(name, network.address(name));
    }
    client(keys.configuration(servers));
    Files.createDirectories(state()); // else the first process would not have a log
    Thread clock = new Thread(this::tick, "clock");
    clock.setDaemon(true);
    clock.start();
  }

  /** The command {@code ssh} of the admin host is the real one with another configuration. */
  private void client(Path configuration) throws IOException {
    Path bin = Files.createDirectories(directory.resolve("bin"));
    String script = "#!/bin/sh\nexec /usr/bin/ssh -F '%s' \"$@\"\n".formatted(configuration);
    Path ssh = Files.writeString(bin.resolve("ssh"), script);
    Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void tick() {
    long last = System.nanoTime();
    try {
      while (!over.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
        long now = System.nanoTime();
        pass(Duration.ofNanos(SPEED * (now - last)));
        last = now;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets simulated time pass. */
  void pass(Duration duration) {
    alone(cluster -> cluster.advance(duration));
  }

  FaultInjector injector() {
    return injector;
  }

  /** The laws that are broken so far. */
  List<String> violations() {
    return violations;
  }

  void violated(String law) {
    violations.add(law);
  }

  /** Judges the cluster while nobody changes it. */
  void judge(Consumer<Guarantee> judge) {
    alone(unused -> judge.accept(guarantee));
  }

  private void alone(Consumer<SimCluster> act) {
    boolean unused =
        store.with(
            cluster -> {
              act.accept(cluster);
              return true;
            });
  }

  /** In this mode no guest ever stops. */
  void judgeBoots() {
    alone(
        cluster -> {
          if (cluster.truth().guests().stream().anyMatch(guest -> guest.boots() > 0)) {
            violated("a guest has booted");
          }
        });
  }

  /** Waits until no guardian is left, and returns whether there was one. */
  boolean awaitNoGuardian() throws InterruptedException {
    boolean guarded = false;
    long end = System.nanoTime() + ONE_RUN.toNanos();
    while (!Guardians.in(directory).isEmpty()) {
      guarded = true;
      if (System.nanoTime() > end) {
        violated("its guardian does not leave");
        Guardians.in(directory).forEach(ProcessHandle::destroyForcibly);
      }
      TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
    }
    return guarded;
  }

  private Path state() {
    return directory.resolve("state");
  }

  /** Whether a journal says that a guest may not be as it was. */
  boolean owed() {
    return unfinished().stream().anyMatch(RunRecord::serviceDown);
  }

  /** The runs that did not come to their end. */
  List<RunRecord> unfinished() {
    return new Journals(new LogDirectory(state().resolve("runs")), SiteSteps::named).unfinished();
  }

  /** One process of cvmsnap. */
  record Run(int exit, String out, String err, Duration took) {}

  /** Runs cvmsnap on the admin host, with sun-a as its control domain. */
  Run cvmsnap(String... args) throws IOException, InterruptedException {
    runs++;
    Path out = directory.resolve(runs + ".out");
    Path err = directory.resolve(runs + ".err");
    List<String> argv = new ArrayList<>(network.on(ADMIN));
    argv.add(launcher.toString());
    argv.addAll(List.of(args));
    argv.addAll(List.of("--host", "ssh://sun-a", "--state-dir", state().toString()));
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("CVMSNAP_"));
    String bin = directory.resolve("bin").toString();
    builder.environment().merge("PATH", bin, (before, unused) -> bin + ":" + before);
    long start = System.nanoTime();
    Process process = started(builder);
    if (!process.waitFor(ONE_RUN.toSeconds(), TimeUnit.SECONDS)) {
      violated(String.join(" ", args) + " does not end");
      int unused = process.destroyForcibly().waitFor();
    }
    return new Run(
        process.exitValue(),
        Files.readString(out, UTF_8),
        Files.readString(err, UTF_8),
        Duration.ofNanos(System.nanoTime() - start));
  }

  private synchronized Process started(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    running = Optional.of(process);
    return process;
  }

  /** The ssh that is under way is in a session of its own, and lives on. */
  private synchronized void kill() {
    running.orElseThrow().destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    over.countDown();
    spool.close();
    network.close();
  }
}
