package org.cvmsnap.cli;

import java.util.concurrent.Callable;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.workflow.Exporting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cvmsnap unexport}. */
@Command(
    name = "unexport",
    description = {
      "Takes a snapshot from the guest that has it as a disk.",
      "",
      "It is never forced: a disk that a running guest still uses stays."
    })
final class UnexportCommand implements Callable<Integer> {
  private final Setting setting;

  @Parameters(arity = "1", paramLabel = "SNAPSHOT", description = "The snapshot, NAME or DG/NAME.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private SnapshotRef snapshot;

  @Option(
      names = "--ldom",
      required = true,
      paramLabel = "LDOM",
      description = "The guest domain, on this node, that has it.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private GuestName guest;

  @Option(
      names = "--dry-run",
      description = "Print the commands that would change anything, in order; run none of them.")
  private boolean dryRun;

  UnexportCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    Exporting exporting = new Exporting(setting.session(), setting.progress());
    return dryRun
        ? setting.renderer().dryRun(exporting.previewUnexport(snapshot, guest))
        : setting.renderer().operation(exporting.unexport(snapshot, guest));
  }
}
