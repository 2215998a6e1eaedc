package org.cvmsnap.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.ui.Rows;
import org.cvmsnap.ui.Table;
import org.cvmsnap.workflow.Listing;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cvmsnap list}. */
@Command(
    name = "list",
    footer = {"", "Examples:", "  cvmsnap list", "  cvmsnap list datavol1 --group datadg"},
    description = {
      "Lists snapshots: of volumes, of a disk group, or of all shared disk groups.",
      "",
      "Columns of -o: " + Table.LIST
    })
final class ListCommand implements Callable<Integer> {
  private final Setting setting;

  @Parameters(
      arity = "0..*",
      paramLabel = "VOLUME",
      description = "Only snapshots of these volumes, each NAME or DG/NAME.")
  private List<SnapshotRef> volumes = List.of();

  @Option(names = "--group", paramLabel = "DG", description = "Only this disk group.")
  private @Nullable GroupName group;

  @Mixin private ColumnOptions columns;

  ListCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    Optional<Table> table = columns.table(setting, Table.LIST, "");
    Listing.Listed listed = new Listing(setting.session()).run(volumes, Optional.ofNullable(group));
    return ColumnOptions.shown(
        setting, table, program -> Rows.of(listed), renderer -> renderer.snapshots(listed));
  }
}
