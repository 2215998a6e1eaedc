package org.cvmsnap.cli;

import java.util.concurrent.Callable;
import org.cvmsnap.workflow.Pinning;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cvmsnap unpin}. */
@Command(name = "unpin", description = "Takes away what pin has done.")
final class UnpinCommand implements Callable<Integer> {
  private final Setting setting;
  @Mixin private OneSnapshot snapshot;
  @Mixin private DryRun dryRun;

  UnpinCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    return dryRun.choose(setting, new Pinning(snapshot.ref(), false));
  }
}
