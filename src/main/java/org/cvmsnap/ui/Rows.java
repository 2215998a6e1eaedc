package org.cvmsnap.ui;

import static org.cvmsnap.ui.JsonDocument.ordered;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cvmsnap.config.Value;
import org.cvmsnap.run.Debt;
import org.cvmsnap.workflow.DoctorReport;
import org.cvmsnap.workflow.Listing;
import org.cvmsnap.workflow.RunHistory;
import org.cvmsnap.workflow.Show;
import org.cvmsnap.workflow.Status;
import org.cvmsnap.workflow.TakeReport;
import org.cvmsnap.workflow.Unaccounted;
import org.cvmsnap.workflow.UnfinishedRun;
import org.jspecify.annotations.Nullable;

/** The rows that results have in a {@link Table}. */
public final class Rows {
  private Rows() {}

  /** One for each value. */
  public static List<Map<String, @Nullable Object>> values(List<Value> values) {
    return values.stream()
        .map(each -> ordered("key", each.key(), "value", each.value(), "from", each.from()))
        .toList();
  }

  /** One for each thing that was looked at. */
  public static List<Map<String, @Nullable Object>> of(DoctorReport report) {
    return DoctorText.findings(report);
  }

  /** One for each snapshot. */
  public static List<Map<String, @Nullable Object>> of(Listing.Listed listed) {
    return SnapshotJson.of(listed);
  }

  /** The only one, that of the snapshot. */
  public static List<Map<String, @Nullable Object>> of(Show.Details details) {
    return List.of(SnapshotJson.of(details));
  }

  /** One for each run that has not ended, and for all that no run accounts for. */
  public static List<Map<String, @Nullable Object>> of(Status status, Program program) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (UnfinishedRun run : status.unfinished()) {
      Map<String, @Nullable Object> row = StatusJson.run(run, program);
      row.put("debts", run.record().debts().stream().map(Debt::owed).toList());
      rows.add(row);
    }
    for (Unaccounted.Case each : status.unaccounted().cases()) {
      rows.add(
          ordered(
              "about", each.about().orElse(null),
              "service", "unknown",
              "state", "unaccounted",
              "debts", List.of(each.told().problem()),
              "next", each.told().next()));
    }
    return rows;
  }

  /** One for each run of the past. */
  public static List<Map<String, @Nullable Object>> of(List<RunHistory.Entry> entries) {
    return entries.stream().map(RunsJson::entry).toList();
  }

  /** One for each snapshot that was made. */
  public static List<Map<String, @Nullable Object>> of(TakeReport report) {
    Map<String, @Nullable Object> run =
        ordered(
            "run",
            report.outage().run().value(),
            "ldom",
            report.guest().value(),
            "seconds",
            report.result().outage().map(each -> Quantities.seconds(each.lasted())).orElse(null));
    return report.made().stream()
        .map(
            pair -> {
              Map<String, @Nullable Object> row = SnapshotJson.made(report, pair);
              row.putAll(run);
              return row;
            })
        .toList();
  }
}
