package org.cvmsnap.cli;

import java.util.concurrent.Callable;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.workflow.Abort;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cvmsnap abort}. */
@Command(
    name = "abort",
    description = {
      "Asks the process that has a guest to bring it home in order, and waits until it has.",
      "",
      "It does what Ctrl-C at that process does: before the outage nothing is touched, in it the"
          + " guest is brought back without a snapshot."
    },
    footer = {"", "Examples:", "  cvmsnap abort --ldom ldom1"})
final class AbortCommand implements Callable<Integer> {
  private final Setting setting;

  @Option(
      names = "--ldom",
      required = true,
      paramLabel = "LDOM",
      description = "The guest that is to come home.")
  private GuestName guest;

  AbortCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    return setting.renderer().aborted(new Abort(setting.recorded()).run(guest));
  }
}
