package org.cvmsnap.ui;

import static org.cvmsnap.ui.JsonDocument.ordered;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.qualification.Timing;
import org.cvmsnap.qualification.Verdict;
import org.cvmsnap.workflow.QualifyReport;
import org.cvmsnap.workflow.QualifyReport.Judged;
import org.jspecify.annotations.Nullable;

/** What a site has shown of what is assumed of it: what is refuted comes first. */
final class QualifyText {
  private static final List<Verdict.Kind> ORDER =
      List.of(Verdict.Kind.REFUTED, Verdict.Kind.NOT_TRIED, Verdict.Kind.CONFIRMED);

  private QualifyText() {}

  static String of(QualifyReport report) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s with %s (%s), %s, cvmsnap %s%n"
            .formatted(
                report.node(),
                report.guest(),
                volumes(report).stream().collect(Collectors.joining(", ")),
                report.at(),
                report.version()));
    text.append(
        "%d refuted, %d not tried, %d confirmed%n"
            .formatted(ORDER.stream().map(report::count).toArray()));
    for (Verdict.Kind kind : ORDER) {
      report.judged().stream()
          .filter(each -> each.verdict().kind() == kind)
          .forEach(each -> text.append(described(each)));
    }
    text.append("%n%-24s %5s %9s%n".formatted("COMMAND", "COUNT", "LONGEST"));
    for (Timing each : report.timings()) {
      text.append(
          "%-24s %5d %9s%n"
              .formatted(each.command(), each.count(), Quantities.secondsText(each.longest())));
    }
    return text.toString();
  }

  private static String described(Judged each) {
    Verdict verdict = each.verdict();
    String word = verdict.kind().name().replace('_', ' ');
    String lines =
        "%n%-9s  %s: %s%n           %s: %s%n"
            .formatted(
                word,
                each.assumption().id(),
                each.assumption().sentence(),
                verdict.kind() == Verdict.Kind.NOT_TRIED ? "why" : "seen",
                verdict.seen());
    return verdict.refuted()
        ? lines + "           so: %s%n".formatted(each.assumption().otherwise())
        : lines;
  }

  private static List<String> volumes(QualifyReport report) {
    return report.volumes().stream().map(VolumeId::toString).toList();
  }

  static Map<String, @Nullable Object> json(QualifyReport report) {
    return ordered(
        "service", report.serviceUp() ? "up" : "down",
        "at", report.at().toString(),
        "node", report.node(),
        "ldom", report.guest().value(),
        "volumes", volumes(report),
        "version", report.version(),
        "assumptions", report.judged().stream().map(QualifyText::json).toList(),
        "commands", report.timings().stream().map(QualifyText::json).toList(),
        "troubles", report.troubles());
  }

  private static Map<String, @Nullable Object> json(Judged each) {
    return ordered(
        "id", each.assumption().id(),
        "assumed", each.assumption().sentence(),
        "verdict", each.verdict().kind().word(),
        "seen", each.verdict().seen(),
        "otherwise", each.assumption().otherwise());
  }

  private static Map<String, @Nullable Object> json(Timing each) {
    return ordered(
        "command", each.command(),
        "count", each.count(),
        "longestSeconds", Quantities.seconds(each.longest()));
  }
}
