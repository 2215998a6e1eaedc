package org.cvmsnap.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.cvmsnap.model.Mode;

/** Runs the cases of the lab, several labs at a time. */
public final class RunLab {
  /** Root's alone; gone after a boot. */
  private static final Path BASE = Path.of("/run/cvmsnap-lab");

  private static final int ATTEMPTS = 20;

  private final Path launcher;
  private final Path kept;
  private final int jobs;
  private final String only;
  private final int step;
  private final Mode mode;
  private final BlockingQueue<Integer> numbers;
  private int violations;
  private int fired;

  private RunLab(Path launcher, Path kept, int jobs, String only, int step, Mode mode) {
    this.launcher = launcher;
    this.kept = kept;
    this.jobs = jobs;
    this.only = only;
    this.step = step;
    this.mode = mode;
    this.numbers = new ArrayBlockingQueue<>(jobs);
    for (int number = 1; number <= jobs; number++) {
      numbers.add(number);
    }
  }

  /**
   * Takes the launcher; a directory for what is left of a case that went wrong; how many labs at a
   * time; the only kind of fault that is wanted, or nothing; the only step, or 0; and the mode.
   */
  public static void main(String[] args) throws Exception {
    Files.createDirectories(
        BASE, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    int status;
    try (FileChannel channel =
            FileChannel.open(
                BASE.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        System.err.println("scripts/lab: another lab is at work");
        System.exit(2);
      }
      Network.removeAll();
      leftBehind();
      Runtime.getRuntime().addShutdownHook(new Thread(RunLab::clear));
      RunLab run =
          new RunLab(
              Path.of(args[0]),
              Path.of(args[1]),
              Integer.parseInt(args[2]),
              args[3],
              Integer.parseInt(args[4]),
              Mode.of(args[5]).orElseThrow());
      status = run.all() ? 0 : 1;
    }
    System.exit(status);
  }

  /** Removes what a lab has left that was killed. */
  private static void leftBehind() throws IOException {
    try (DirectoryStream<Path> labs = Files.newDirectoryStream(BASE, Files::isDirectory)) {
      for (Path lab : labs) {
        removeBusy(lab);
      }
    }
  }

  /** Removes all that was made, however the process ends; those who still work there notice. */
  private static void clear() {
    try {
      Network.end();
      removeBusy(BASE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Removes what somebody may still write to or remove files from. */
  private static void removeBusy(Path directory) throws IOException {
    for (int attempt = 1; Files.exists(directory) && attempt <= ATTEMPTS; attempt++) {
      try {
        remove(directory);
      } catch (DirectoryNotEmptyException | UncheckedIOException e) {
        // Somebody has just done so.
      }
    }
  }

  private static void remove(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private boolean all() throws IOException, InterruptedException, ExecutionException {
    long start = System.nanoTime();
    LabCase free = new LabCase("nothing", mode, Optional.empty(), LabCase.Law.SUCCEEDS);
    LabCase.Outcome recorded = run(free);
    if (!recorded.violations().isEmpty()) {
      return false;
    }
    List<LabCase> cases = new LabPlan(recorded.arrived(), mode).cases(only, step);
    ExecutorService labs = Executors.newFixedThreadPool(jobs);
    List<Future<LabCase.Outcome>> outcomes = new ArrayList<>();
    for (LabCase each : cases) {
      outcomes.add(labs.submit(() -> run(each)));
    }
    for (Future<LabCase.Outcome> outcome : outcomes) {
      LabCase.Outcome unused = outcome.get();
    }
    labs.shutdown();
    System.out.printf(
        "lab: %d cases, fired: %d, violations: %d, %d s%n",
        cases.size(), fired, violations, (System.nanoTime() - start) / 1_000_000_000);
    return violations == 0 && fired == cases.size();
  }

  private LabCase.Outcome run(LabCase one) throws IOException, InterruptedException {
    int number = numbers.take();
    Path directory = BASE.resolve(String.valueOf(number));
    try {
      LabCase.Outcome outcome;
      try (Lab lab = new Lab(launcher, directory, number)) {
        outcome = one.in(lab);
      }
      tell(one, outcome, directory);
      remove(directory);
      return outcome;
    } finally {
      numbers.add(number);
    }
  }

  private synchronized void tell(LabCase one, LabCase.Outcome outcome, Path directory)
      throws IOException {
    System.out.println(
        one.name() + ": " + outcome.described() + (outcome.fired() ? "" : ", it did not happen"));
    outcome.violations().forEach(law -> System.out.println("  violation: " + law));
    violations += outcome.violations().size();
    fired += one.fault().isPresent() && outcome.fired() ? 1 : 0;
    if (!outcome.violations().isEmpty() || !outcome.fired()) {
      Path copy = kept.resolve(one.name().replaceAll("\\W+", "-"));
      System.out.println("  its journal and logs: " + copy);
      keep(directory, copy);
    }
  }

  /** Copies what tells how it was; pipes and keys do not. */
  private static void keep(Path directory, Path copy) throws IOException {
    remove(copy);
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path name = directory.relativize(file);
        if (name.toString().matches("state/.*|[^/]*\\.(out|err|log)")) {
          Path to = copy.resolve(name.toString());
          Files.createDirectories(to.resolveSibling("."));
          Files.copy(file, to);
        }
      }
    }
  }
}
