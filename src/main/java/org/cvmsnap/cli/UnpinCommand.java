package org.cvmsnap.cli;

import java.util.concurrent.Callable;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.workflow.Pinning;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cvmsnap unpin}. */
@Command(name = "unpin", description = "Takes away what pin has done.")
final class UnpinCommand implements Callable<Integer> {
  private final Setting setting;

  @Parameters(arity = "1", paramLabel = "SNAPSHOT", description = "The snapshot, NAME or DG/NAME.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private SnapshotRef snapshot;

  @Option(
      names = "--dry-run",
      description = "Print the commands that would change anything, in order; run none of them.")
  private boolean dryRun;

  UnpinCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    Pinning pinning = new Pinning(setting.session(), setting.progress());
    return dryRun
        ? setting.renderer().dryRun(pinning.preview(snapshot, false))
        : setting.renderer().operation(pinning.run(snapshot, false));
  }
}
