package org.cvmsnap.cli;

import java.util.concurrent.Callable;
import org.cvmsnap.workflow.Status;
import picocli.CommandLine.Command;

/** {@code cvmsnap status}. */
@Command(
    name = "status",
    footer = {"", "Examples:", "  cvmsnap status", "  cvmsnap -q status"},
    description = "Shows what is owed to guests, by which runs. Exits with 100 when anything is.")
final class StatusCommand implements Callable<Integer> {
  private final Setting setting;

  StatusCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    return setting.renderer().status(Status.looked(setting.session()));
  }
}
