package org.cvmsnap.cli;

import org.cvmsnap.workflow.Ending;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands that end snapshots have in common. */
final class EndingOptions {
  @Option(
      names = "--foreign",
      description = "Also where cvmsnap did not make the snapshot that is named.")
  private boolean foreign;

  @Mixin private DryRun dryRun;

  boolean foreign() {
    return foreign;
  }

  int run(Setting setting, Ending ending) throws InterruptedException {
    return dryRun.choose(setting, ending);
  }
}
