package org.cvmsnap.cli;

import java.util.concurrent.Callable;
import org.cvmsnap.workflow.Status;
import picocli.CommandLine.Command;

/** {@code cvmsnap status}. */
@Command(
    name = "status",
    description = {
      "Shows what is owed to guests, by which runs, and whether anybody is at it.",
      "",
      "Exits with 0 where nothing is owed to any guest, with 4 while a process that lives has a"
          + " guest and brings it back, and with 100 where something is owed and nobody is at it."
    })
final class StatusCommand implements Callable<Integer> {
  private final Setting setting;

  StatusCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    return setting.renderer().status(Status.looked(setting.recorded()));
  }
}
