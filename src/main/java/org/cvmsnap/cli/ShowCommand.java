package org.cvmsnap.cli;

import java.util.concurrent.Callable;
import org.cvmsnap.workflow.Show;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cvmsnap show}. */
@Command(
    name = "show",
    footer = {"", "Examples:", "  cvmsnap show datadg/datavol1_20260301020011"},
    description = "Shows everything that is known of a snapshot, and who uses it on which node.")
final class ShowCommand implements Callable<Integer> {
  private final Setting setting;
  @Mixin private OneSnapshot snapshot;

  ShowCommand(Setting setting) {
    this.setting = setting;
  }

  @Option(
      names = "--proof",
      description =
          "Show how it came into being instead: what was unmounted when, what each file system said,"
              + " on which nodes the volumes were seen closed, and the commands. On the machine where"
              + " it was taken.")
  private boolean proof;

  @Override
  public Integer call() throws InterruptedException {
    if (proof) {
      return setting.renderer().evidence(new Show(setting.session()).proof(snapshot.ref()));
    }
    return setting.renderer().details(new Show(setting.session()).run(snapshot.ref()));
  }
}
