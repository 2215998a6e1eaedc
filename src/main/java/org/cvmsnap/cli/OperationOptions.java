package org.cvmsnap.cli;

import org.cvmsnap.workflow.VolumeOperation;
import org.cvmsnap.workflow.VolumeOperations;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of all commands that take no guest down. */
final class OperationOptions {
  @Option(
      names = "--no-lock",
      description =
          "Make no lock records in the disk group, such as where it has no megabyte free: the volumes"
              + " are then locked on this node only, and nothing keeps cvmsnap on another one from"
              + " them.")
  private boolean noLock;

  @Mixin private DryRun dryRun;

  boolean noLock() {
    return noLock;
  }

  boolean dryRun() {
    return dryRun.given();
  }

  /** The exit status of the operation, or of showing what it would do, whichever was chosen. */
  int choose(Setting setting, VolumeOperation operation) throws InterruptedException {
    VolumeOperations operations =
        new VolumeOperations(setting.session(), setting.progress(), noLock);
    return dryRun.given()
        ? setting.renderer().dryRun(operations.preview(operation))
        : setting.renderer().operation(operations.run(operation, setting.confirmation()));
  }
}
