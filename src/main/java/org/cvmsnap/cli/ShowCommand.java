package org.cvmsnap.cli;

import java.util.concurrent.Callable;
import org.cvmsnap.workflow.Show;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cvmsnap show}. */
@Command(
    name = "show",
    description = "Shows everything that is known of a snapshot, and who uses it on which node.")
final class ShowCommand implements Callable<Integer> {
  private final Setting setting;
  @Mixin private OneSnapshot snapshot;

  ShowCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    return setting.renderer().details(new Show(setting.session()).run(snapshot.ref()));
  }
}
