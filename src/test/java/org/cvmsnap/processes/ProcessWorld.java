package org.cvmsnap.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.journal.LogDirectory;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Scenario;
import org.cvmsnap.sim.SimCluster;
import org.cvmsnap.sim.SimStore;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.step.SiteSteps;
import org.cvmsnap.testing.Guardians;

/** A simulated cluster in a directory, and processes of cvmsnap that work on it. */
final class ProcessWorld {
  private static final long PATIENCE_SECONDS = 120;

  private final List<String> program;
  private final Path directory;
  private final SimStore store;
  private int started;

  /**
   * @param program the words that start cvmsnap
   */
  ProcessWorld(List<String> program, Path directory) {
    this.program = List.copyOf(program);
    this.directory = directory;
    this.store =
        SimStore.directory(directory.resolve("cluster"), () -> Scenario.builtIn().cluster());
  }

  /** The program as it was compiled, with the options of the launcher that matter here. */
  static List<String> compiled() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        "org.cvmsnap.Main");
  }

  /** The same cluster and journals in another directory. */
  ProcessWorld copiedTo(Path other) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.toList()) {
        Path copy = other.resolve(directory.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
    return new ProcessWorld(program, other);
  }

  /** The whole command line, on the first node. */
  List<String> words(String... args) {
    return words("sun-a", args);
  }

  private List<String> words(String node, String[] args) {
    List<String> words = new ArrayList<>(program);
    words.addAll(List.of(args));
    words.addAll(List.of("--host", "sim:" + directory.resolve("cluster") + "#" + node));
    words.addAll(List.of("--state-dir", directory.resolve("state").toString()));
    return words;
  }

  /** Starts a process, and does not wait for it. */
  Running start(String... args) throws IOException {
    return onNode("sun-a", args);
  }

  /** Starts a process on that node, and does not wait for it. */
  Running onNode(String node, String... args) throws IOException {
    started++;
    Path out = directory.resolve(started + ".out");
    Path err = directory.resolve(started + ".err");
    ProcessBuilder builder =
        new ProcessBuilder(words(node, args))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().remove("CVMSNAP_HOST");
    return new Running(String.join(" ", args), builder.start(), out, err);
  }

  /** A process of cvmsnap. */
  record Running(String line, Process process, Path out, Path err) {
    int exit() throws InterruptedException {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(line + " does not end");
      }
      return process.exitValue();
    }

    String said() {
      try {
        return Files.readString(out) + Files.readString(err);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void signal(String name) throws IOException, InterruptedException {
      int exit =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
      if (exit != 0) {
        throw new AssertionError("kill -" + name + " " + process.pid() + ": exit " + exit);
      }
    }
  }

  /** How much has been logged so far, in bytes. */
  long logged() {
    return directory.resolve("cluster/log.jsonl").toFile().length();
  }

  /** Waits until a command has run that begins with these words. */
  void awaitCommand(String words) throws InterruptedException {
    await(
        "'" + words + "' to be run",
        () ->
            store.log().stream()
                .anyMatch(entry -> String.join(" ", entry.argv()).startsWith(words)));
  }

  static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain for " + what);
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }

  /** Makes a command go wrong from now on. */
  void fault(Fault fault) {
    store.with(
        cluster -> {
          cluster.add(fault);
          return cluster;
        });
  }

  SimTruth truth() {
    return store.with(SimCluster::truth);
  }

  /** The guardians of this world that live. */
  List<ProcessHandle> guardians() {
    return Guardians.in(directory);
  }

  void awaitNoGuardian() throws InterruptedException {
    await("the guardian to leave", () -> guardians().isEmpty());
  }

  /** How often a guest has begun to boot. */
  long boots(String ldom) {
    return truth().guest(ldom).boots();
  }

  /** What a guest is at this moment: where, in which state, its disks, and what it has mounted. */
  Map<String, Object> guest(String ldom) {
    SimTruth.Guest guest = truth().guest(ldom);
    return Map.of(
        "node", guest.node(),
        "state", guest.state(),
        "os", guest.os(),
        "disks", Set.copyOf(guest.disks()),
        "mounts",
            new TreeSet<>(
                guest.mounts().stream()
                    .map(
                        mount ->
                            mount.device()
                                + " "
                                + mount.mountPoint()
                                + " "
                                + mount.options().replaceAll(",?dev=\\p{XDigit}+", ""))
                    .toList()));
  }

  List<RunRecord> unfinished() {
    return new Journals(new LogDirectory(directory.resolve("state/runs")), SiteSteps::named)
        .unfinished();
  }

  boolean owed() {
    return unfinished().stream().anyMatch(run -> !run.debts().isEmpty());
  }
}
