package org.cvmsnap.ui;

import java.util.stream.Collectors;
import org.cvmsnap.model.Proof;
import org.cvmsnap.workflow.VerifyReport;

/** What snapshots have said of how clean they are, for people. */
final class VerifyText {
  private VerifyText() {}

  /** What a snapshot has said: "datadg/snap1: clean (s0 vxfs)". */
  static String of(VerifyReport.Verified each) {
    String said =
        each.said().stream()
            .map(
                one ->
                    one.fileSystem().described()
                        + (one.proof() == Proof.CLEAN ? "" : ": " + one.says()))
            .collect(Collectors.joining("; "));
    return "%s: %s (%s)"
        .formatted(
            each.snapshot(),
            each.answered() ? each.proof().word() : "still " + each.proof().word(),
            said.isEmpty() ? "not asked" : said);
  }

  /** Tells what went wrong where snapshots were asked, and what to type next. */
  static void problems(VerifyReport report, Diagnostics people) {
    for (VerifyReport.Verified each : report.snapshots()) {
      people.happened(each.why().isEmpty() ? "" : each.snapshot() + ": " + each.why());
      each.run()
          .filter(run -> run.status() != 0)
          .ifPresent(
              run -> {
                people.leftUndone(run.result());
                people.next(run.result(), run.plan());
              });
    }
  }
}
