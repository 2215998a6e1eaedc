package org.cvmsnap.cli;

import org.cvmsnap.workflow.VolumeOperation;
import org.cvmsnap.workflow.VolumeOperations;
import picocli.CommandLine.Option;

/** The choice between doing what a command is for, and only showing what would be done. */
final class DryRun {
  @Option(
      names = "--dry-run",
      description = "Print the commands that would change anything, in order; run none of them.")
  private boolean given;

  boolean given() {
    return given;
  }

  /** The exit status of whichever was chosen, once it is shown. */
  int choose(Setting setting, VolumeOperation operation) throws InterruptedException {
    VolumeOperations operations = new VolumeOperations(setting.session(), setting.progress());
    return given
        ? setting.renderer().dryRun(operations.preview(operation))
        : setting.renderer().operation(operations.run(operation, setting.confirmation()));
  }
}
