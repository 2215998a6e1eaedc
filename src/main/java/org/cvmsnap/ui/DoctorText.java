package org.cvmsnap.ui;

import static org.cvmsnap.ui.JsonDocument.ordered;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.workflow.DoctorReport;
import org.cvmsnap.workflow.DoctorReport.Finding;
import org.cvmsnap.workflow.DoctorReport.Verdict;
import org.jspecify.annotations.Nullable;

/** What could spoil the next snapshot, for people and for other programs. */
final class DoctorText {
  private DoctorText() {}

  /** The exit status: what is not known counts as trouble. */
  static int exit(DoctorReport report) {
    return (report.verdict() == Verdict.OK ? ExitCode.DONE : ExitCode.REFUSED).value();
  }

  /**
   * A line for each thing that was looked at, and below it what to do.
   *
   * @param quiet whether what is as it should be is left out
   */
  static List<String> lines(DoctorReport report, boolean quiet) {
    List<String> lines = new ArrayList<>();
    for (Finding each : report.findings()) {
      if (!quiet || each.verdict() != Verdict.OK) {
        lines.add(
            "%-7s  %-15s  %s: %s"
                .formatted(each.verdict(), each.check(), each.about(), each.seen()));
        if (!each.remedy().isEmpty()) {
          lines.add("%-7s  %-15s  do: %s".formatted("", "", each.remedy()));
        }
      }
    }
    report.remarks().forEach(each -> lines.add("mind: " + each.about() + ": " + each.text()));
    report
        .unjudged()
        .forEach(
            each ->
                lines.add(
                    "not judged: %s of %s, which rests on %s"
                        .formatted(each.check(), each.about(), each.after())));
    if (!quiet || report.verdict() != Verdict.OK) {
      lines.add(summary(report));
    }
    return lines;
  }

  private static String summary(DoctorReport report) {
    int unjudged = report.unjudged().size();
    return "%d OK, %d TROUBLE, %d UNKNOWN%s"
        .formatted(
            count(report, Verdict.OK),
            count(report, Verdict.TROUBLE),
            count(report, Verdict.UNKNOWN),
            unjudged == 0 ? "" : ", " + unjudged + " not judged");
  }

  private static long count(DoctorReport report, Verdict verdict) {
    return report.findings().stream().filter(each -> each.verdict() == verdict).count();
  }

  static List<Map<String, @Nullable Object>> findings(DoctorReport report) {
    return report.findings().stream()
        .map(
            each ->
                ordered(
                    "check", each.check(),
                    "about", each.about(),
                    "verdict", each.verdict().word(),
                    "seen", each.seen(),
                    "remedy", each.remedy().isEmpty() ? null : each.remedy()))
        .toList();
  }

  static Map<String, @Nullable Object> json(DoctorReport report) {
    return ordered(
        "verdict", report.verdict().word(),
        "findings", findings(report),
        "remarks",
            report.remarks().stream()
                .map(each -> ordered("about", each.about(), "text", each.text()))
                .toList(),
        "unjudged",
            report.unjudged().stream()
                .map(
                    each ->
                        ordered(
                            "check", each.check(), "about", each.about(), "after", each.after()))
                .toList());
  }
}
