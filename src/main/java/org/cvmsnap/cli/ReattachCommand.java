package org.cvmsnap.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.cvmsnap.plan.snapshot.SnapshotChecks;
import org.cvmsnap.workflow.Ending;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cvmsnap reattach}. */
@Command(
    name = "reattach",
    description = {
      "Gives a snapshot's mirrors back to its source, which resynchronizes them.",
      "",
      "The point in time is lost, so it asks first. The mirrors can be broken off again once they"
          + " are synchronized."
    })
final class ReattachCommand implements Callable<Integer> {
  private final Setting setting;
  @Mixin private OneSnapshot snapshot;

  @Option(
      names = "--wait",
      description = "Return only when the mirrors are synchronized with the source.")
  private boolean await;

  @Mixin private EndingOptions options;

  ReattachCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    return options.run(
        setting,
        new Ending(SnapshotChecks.End.REATTACH, List.of(snapshot.ref()), options.foreign(), await));
  }
}
