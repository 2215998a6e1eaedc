package org.cvmsnap.sim;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.cvmsnap.error.UsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cvmsnap sim init}: where the simulated cluster begins. */
@Command(
    name = "init",
    description = "Starts afresh from a scenario, and forgets the runs on the cluster before it.")
final class InitCommand implements Callable<Integer> {
  private final SimContext context;
  private final PrintStream out;

  @Option(
      names = "--scenario",
      paramLabel = "NAME|FILE",
      description = Scenario.NAMES + ", or a TOML file (default: " + Scenario.BUILT_IN + ").")
  private @Nullable String scenario;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description =
          "A recording of a site (--record): the cluster begins as the site did. What it does"
              + " not tell is assumed, and printed.")
  private @Nullable Path recording;

  @Option(
      names = "--write",
      paramLabel = "FILE",
      description = "Also write the scenario that was made of the recording to a new file.")
  private @Nullable Path written;

  InitCommand(SimContext context, PrintStream out) {
    this.context = context;
    this.out = out;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (recording != null) {
      return from(recording);
    }
    if (written != null) {
      throw new UsageException("--write goes with --from.", "");
    }
    begin(Scenario.named(scenario == null ? Scenario.BUILT_IN : scenario));
    return 0;
  }

  private int from(Path file) throws InterruptedException {
    if (scenario != null) {
      throw new UsageException("--scenario and --from contradict each other.", "Give one.");
    }
    SimContext.Rehearsed made = context.rehearsed(file);
    if (written != null) {
      write(made.scenario(), written);
    }
    begin(Scenario.of(made.scenario(), "the scenario made of " + file));
    made.assumed().forEach(each -> out.println("assumed: " + each));
    out.flush();
    return 0;
  }

  private static void write(String text, Path file) {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UsageException(
          "the scenario cannot be written to " + file + ": " + e, "Name a new file.");
    }
  }

  private void begin(Scenario beginning) {
    SimCluster cluster = beginning.cluster();
    context.forgetRuns();
    context.store().replace(cluster);
  }
}
