package org.cvmsnap.cli;

import java.util.List;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.workflow.OperationReport;
import picocli.CommandLine.Option;

/** The choice between doing what a command is for, and only showing what would be done. */
final class DryRun {
  @Option(
      names = "--dry-run",
      description = "Print the commands that would change anything, in order; run none of them.")
  private boolean given;

  /** What would be run, in order. */
  interface Preview {
    List<Invocation> commands() throws InterruptedException;
  }

  /** Something that needs no outage. */
  interface Operation {
    OperationReport run() throws InterruptedException;
  }

  boolean given() {
    return given;
  }

  /** The exit status of whichever was chosen, once it is shown. */
  int choose(Setting setting, Preview preview, Operation operation) throws InterruptedException {
    return given
        ? setting.renderer().dryRun(preview.commands())
        : setting.renderer().operation(operation.run());
  }
}
