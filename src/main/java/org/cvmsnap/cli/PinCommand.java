package org.cvmsnap.cli;

import java.util.concurrent.Callable;
import org.cvmsnap.workflow.Pinning;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cvmsnap pin}. */
@Command(name = "pin", description = "Keeps a snapshot, and its set, from being pruned.")
final class PinCommand implements Callable<Integer> {
  private final Setting setting;
  @Mixin private OneSnapshot snapshot;
  @Mixin private DryRun dryRun;

  PinCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    return dryRun.choose(setting, new Pinning(snapshot.ref(), true));
  }
}
