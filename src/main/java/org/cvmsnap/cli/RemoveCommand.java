package org.cvmsnap.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.plan.snapshot.SnapshotChecks;
import org.cvmsnap.workflow.Ending;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cvmsnap remove}. */
@Command(
    name = "remove",
    description = {
      "Removes snapshots, with their DCOs and the cache objects that were made for them alone.",
      "",
      "The points in time are lost, so it asks first."
    })
final class RemoveCommand implements Callable<Integer> {
  private final Setting setting;

  @Parameters(
      arity = "1..*",
      paramLabel = "SNAPSHOT",
      description = "The snapshots, each NAME or DG/NAME.")
  private List<SnapshotRef> snapshots;

  @Mixin private EndingOptions options;

  RemoveCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    return options.run(
        setting, new Ending(SnapshotChecks.End.REMOVE, snapshots, options.foreign(), false));
  }
}
