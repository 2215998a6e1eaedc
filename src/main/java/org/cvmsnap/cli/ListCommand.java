package org.cvmsnap.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.ui.Rows;
import org.cvmsnap.ui.Table;
import org.cvmsnap.workflow.ListFilter;
import org.cvmsnap.workflow.Listing;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cvmsnap list}. */
@Command(
    name = "list",
    footer = {
      "",
      "Examples:",
      "  cvmsnap list",
      "  cvmsnap list datavol1 --group datadg",
      "  cvmsnap list --ldom ldom1 --since 14d --comment patch"
    },
    description = {
      "Lists snapshots: of volumes, of a disk group, or of all shared disk groups. Options that narrow"
          + " the list go together: what is listed is so by all of them.",
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

  @Option(
      names = "--ldom",
      paramLabel = "LDOM",
      description = "Only those for which this guest was taken down.")
  private @Nullable GuestName guest;

  @Option(
      names = "--since",
      paramLabel = "TIME|DATE",
      description =
          "Only those that were taken since then: so long ago, such as 24h or 14d, or a date or"
              + " moment (UTC), such as 2026-03-01 or 2026-03-01T02:30.")
  private ListFilter.@Nullable Since since;

  @Option(names = "--set", paramLabel = "RUN", description = "Only those that this run has made.")
  private @Nullable String set;

  @Option(
      names = "--comment",
      paramLabel = "TEXT",
      description = "Only those whose comment has this text in it, in whichever case.")
  private @Nullable String comment;

  @Mixin private ColumnOptions columns;

  ListCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    Optional<Table> table = columns.table(setting, Table.LIST, "");
    ListFilter filter =
        new ListFilter(
            Optional.ofNullable(guest),
            Optional.ofNullable(since),
            Optional.ofNullable(set),
            Optional.ofNullable(comment));
    Listing.Listed listed =
        new Listing(setting.session()).run(volumes, Optional.ofNullable(group), filter);
    return ColumnOptions.shown(
        setting, table, program -> Rows.of(listed), renderer -> renderer.snapshots(listed));
  }
}
