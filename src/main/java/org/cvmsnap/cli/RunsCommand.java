package org.cvmsnap.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.RunId;
import org.cvmsnap.ui.Rows;
import org.cvmsnap.ui.Table;
import org.cvmsnap.workflow.ListFilter;
import org.cvmsnap.workflow.RunHistory;
import org.cvmsnap.workflow.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cvmsnap runs}. */
@Command(
    name = "runs",
    footer = {
      "",
      "Examples:",
      "  cvmsnap runs --ldom ldom1 --since 7d",
      "  cvmsnap runs show 20260301T020010Z-ldom1-7k3q"
    },
    description = {
      "Lists the runs that the journals on this machine tell of, newest first, or shows what"
          + " happened in one (show).",
      "",
      "A journal that cannot be read has a line that says so. Nothing but journals is read, and the"
          + " exit status is 0 whatever became of the runs; status tells what is owed.",
      "",
      "Columns of -o: " + Table.RUNS
    })
final class RunsCommand implements Callable<Integer> {
  private final Setting setting;

  @Option(names = "--ldom", paramLabel = "LDOM", description = "Only runs of this guest.")
  private @Nullable GuestName guest;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description =
          "Only runs begun since: so long ago (36h, 14d), or a date or time (2026-03-01,"
              + " 2026-03-01T02:00:00Z; UTC).")
  private ListFilter.@Nullable Since since;

  @Mixin private ColumnOptions columns;

  RunsCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() {
    Optional<Table> table = columns.table(setting, Table.RUNS, "");
    Session session = setting.recorded();
    List<RunHistory.Entry> entries =
        new RunHistory(session)
            .of(
                Optional.ofNullable(guest),
                Optional.ofNullable(since).map(each -> each.moment(session.now())));
    return ColumnOptions.shown(
        setting, table, program -> Rows.of(entries), renderer -> renderer.runs(entries));
  }

  /** {@code cvmsnap runs show}. */
  @Command(
      name = "show",
      footer = {"", "Examples:", "  cvmsnap runs show 20260301T020010Z-ldom1-7k3q"},
      description = {
        "Shows what happened in a run, in order, with what was owed for it and paid.",
        "",
        "The outage is shown with a bar for each step: # until the run turned back, + on the way"
            + " home. Only the journal is read."
      })
  static final class ShowRun implements Callable<Integer> {
    private final Setting setting;

    @Parameters(paramLabel = "RUN", description = "The run, as cvmsnap runs lists it.")
    private RunId run;

    ShowRun(Setting setting) {
      this.setting = setting;
    }

    @Override
    public Integer call() {
      return setting.renderer().course(new RunHistory(setting.recorded()).course(run));
    }
  }
}
