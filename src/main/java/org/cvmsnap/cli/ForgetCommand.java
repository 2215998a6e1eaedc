package org.cvmsnap.cli;

import java.util.concurrent.Callable;
import org.cvmsnap.workflow.Forgetting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cvmsnap forget}. */
@Command(
    name = "forget",
    footer = {"", "Examples:", "  cvmsnap forget datavol1_20260301020011"},
    description = {
      "Takes cvmsnap's tags off a snapshot, and touches nothing else.",
      "",
      "For a snapshot that somebody has made a volume of his own, or has refreshed: cvmsnap does not"
          + " count, restore or prune it from then on."
    })
final class ForgetCommand implements Callable<Integer> {
  private final Setting setting;
  @Mixin private OneSnapshot snapshot;
  @Mixin private OperationOptions options;

  ForgetCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    return options.choose(setting, new Forgetting(snapshot.ref()));
  }
}
