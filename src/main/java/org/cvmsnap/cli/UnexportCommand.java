package org.cvmsnap.cli;

import java.util.concurrent.Callable;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.workflow.Exporting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
  @Mixin private OneSnapshot snapshot;

  @Option(
      names = "--ldom",
      required = true,
      paramLabel = "LDOM",
      description = "The guest domain, on this node, that has it.")
  private GuestName guest;

  @Mixin private DryRun dryRun;

  UnexportCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    return dryRun.choose(setting, Exporting.ending(snapshot.ref(), guest));
  }
}
