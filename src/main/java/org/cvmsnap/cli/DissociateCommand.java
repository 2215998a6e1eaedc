package org.cvmsnap.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.cvmsnap.plan.snapshot.SnapshotChecks;
import org.cvmsnap.workflow.Ending;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cvmsnap dissociate}. */
@Command(
    name = "dissociate",
    description = {
      "Makes a snapshot a volume of its own.",
      "",
      "It keeps its content, loses cvmsnap's tags, and cannot be given back to its source again."
    })
final class DissociateCommand implements Callable<Integer> {
  private final Setting setting;
  @Mixin private OneSnapshot snapshot;
  @Mixin private EndingOptions options;

  DissociateCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    return options.run(
        setting,
        new Ending(
            SnapshotChecks.End.DISSOCIATE, List.of(snapshot.ref()), options.foreign(), false));
  }
}
