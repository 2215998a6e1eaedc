package org.cvmsnap.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.snapshot.Retention;
import org.cvmsnap.plan.snapshot.SnapshotSet;
import org.cvmsnap.workflow.PruneReport;

/** How a retention policy was applied, for people. */
final class PruneText {
  private PruneText() {}

  /** What was removed. */
  static String removed(PruneReport report) {
    List<String> removed =
        report.removals().stream()
            .filter(each -> each.result().status() == 0)
            .flatMap(each -> each.set().members().stream())
            .map(VolumeId::toString)
            .toList();
    return removed.isEmpty() ? "pruned nothing" : "pruned " + String.join(", ", removed);
  }

  /** Tells what went wrong where snapshots were to be removed. */
  static void problems(PruneReport report, Diagnostics people) {
    people.happened(report.problem());
    skipped(report, people);
    if (!report.problem().isEmpty() || !report.skipped().isEmpty()) {
      people.next(RunSentences.FIND_OUT);
    }
    for (PruneReport.Removal each : report.removals()) {
      if (each.result().status() != 0) {
        people.tell(notRemoved(each.set(), each.result().why()));
        people.next(each.result(), each.plan());
      }
    }
  }

  /** Tells what cannot be removed. */
  static void skipped(PruneReport report, Diagnostics people) {
    report.skipped().forEach(each -> people.tell(notRemoved(each.set(), each.why())));
  }

  private static String notRemoved(SnapshotSet set, String why) {
    String members =
        set.members().stream().map(VolumeId::toString).collect(Collectors.joining(", "));
    return "not removed: " + members + ": " + why;
  }

  /** By which rule each snapshot is kept or removed, a line each. */
  static List<String> explained(PruneReport report) {
    List<String> lines = new ArrayList<>();
    for (Retention.Verdict verdict : report.verdicts()) {
      Optional<PruneReport.Skipped> skipped =
          report.skipped().stream().filter(each -> each.set().equals(verdict.set())).findFirst();
      for (VolumeId member : verdict.set().members()) {
        lines.add(
            "%-8s %-20s %s: %s"
                .formatted(
                    verdict.kept() ? "keep" : skipped.isPresent() ? "skip" : "remove",
                    verdict.set().taken().map(Object::toString).orElse("?"),
                    member,
                    skipped
                        .map(each -> verdict.rule() + ", but: " + each.why())
                        .orElse(verdict.rule())));
      }
    }
    return lines;
  }
}
