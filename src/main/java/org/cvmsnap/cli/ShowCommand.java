package org.cvmsnap.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.cvmsnap.ui.Rows;
import org.cvmsnap.ui.Table;
import org.cvmsnap.workflow.Show;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cvmsnap show}. */
@Command(
    name = "show",
    footer = {"", "Examples:", "  cvmsnap show datadg/datavol1_20260301020011"},
    description = {
      "Shows everything that is known of a snapshot, and who uses it on which node.",
      "",
      "Columns of -o: " + Table.SHOW
    })
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

  @Mixin private ColumnOptions columns;

  @Override
  public Integer call() throws InterruptedException {
    Optional<Table> table = columns.table(setting, Table.SHOW, proof ? "--proof" : "");
    if (proof) {
      return setting.renderer().evidence(new Show(setting.session()).proof(snapshot.ref()));
    }
    Show.Details details = new Show(setting.session()).run(snapshot.ref());
    return ColumnOptions.shown(
        setting, table, program -> Rows.of(details), renderer -> renderer.details(details));
  }
}
