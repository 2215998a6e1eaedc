package org.cvmsnap.cli;

import org.cvmsnap.workflow.Ending;
import picocli.CommandLine.Option;

/** What the commands that end snapshots have in common. */
final class EndingOptions {
  @Option(
      names = "--foreign",
      description = "Also where cvmsnap did not make the snapshot that is named.")
  private boolean foreign;

  @Option(
      names = "--dry-run",
      description = "Print the commands that would change anything, in order; run none of them.")
  private boolean dryRun;

  boolean foreign() {
    return foreign;
  }

  int run(Setting setting, Ending.Request request) throws InterruptedException {
    Ending ending = new Ending(setting.session(), setting.progress());
    return dryRun
        ? setting.renderer().dryRun(ending.preview(request))
        : setting.renderer().operation(ending.run(request, setting.confirmation()));
  }
}
