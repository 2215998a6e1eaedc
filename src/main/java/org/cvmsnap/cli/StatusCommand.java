package org.cvmsnap.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.RunId;
import org.cvmsnap.ui.Renderer;
import org.cvmsnap.ui.Rows;
import org.cvmsnap.ui.Table;
import org.cvmsnap.workflow.Following;
import org.cvmsnap.workflow.Session;
import org.cvmsnap.workflow.Status;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cvmsnap status}. */
@Command(
    name = "status",
    footer = {"", "Examples:", "  cvmsnap status", "  cvmsnap status --follow --ldom ldom1"},
    description = {
      "Shows what is owed to guests, by which runs, and whether anybody is at it.",
      "",
      "Exits with 0 where nothing is owed to any guest, with 4 while a process that lives has a"
          + " guest and brings it back, and with 100 where something is owed and nobody is at it.",
      "",
      "Columns of -o, a line for each run that has not ended, and for what no run accounts for: "
          + Table.STATUS
    })
final class StatusCommand implements Callable<Integer> {
  private final Setting setting;

  @Option(
      names = "--follow",
      description = "Watch a run at work: print a line for each of its steps, and exit as it does.")
  private boolean follow;

  @Option(names = "--run", paramLabel = "RUN", description = "With --follow: this run.")
  private @Nullable RunId run;

  @Option(names = "--ldom", paramLabel = "LDOM", description = "With --follow: that of this guest.")
  private @Nullable GuestName guest;

  @Mixin private ColumnOptions columns;

  StatusCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (!follow && (run != null || guest != null)) {
      throw new UsageException(
          (run == null ? "--ldom" : "--run") + " goes with --follow.", "Add --follow.");
    }
    Optional<Table> table = columns.table(setting, Table.STATUS, follow ? "--follow" : "");
    Session session = setting.recorded();
    Renderer renderer = setting.renderer();
    Optional<Following.Ended> ended =
        follow
            ? new Following(session)
                .watch(Optional.ofNullable(run), Optional.ofNullable(guest), renderer::doing)
            : Optional.empty();
    if (ended.isPresent()) {
      return renderer.followed(ended.get());
    }
    Status status = Status.looked(session);
    return ColumnOptions.shown(
        setting, table, program -> Rows.of(status, program), each -> each.status(status));
  }
}
