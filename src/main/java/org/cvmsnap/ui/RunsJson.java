package org.cvmsnap.ui;

import static org.cvmsnap.ui.JsonDocument.ordered;

import java.time.Instant;
import java.util.Map;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Mode;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.workflow.PastOutages;
import org.cvmsnap.workflow.PastRun;
import org.cvmsnap.workflow.RunCourse;
import org.cvmsnap.workflow.RunHistory;
import org.jspecify.annotations.Nullable;

/** Runs of the past, for programs. */
final class RunsJson {
  private RunsJson() {}

  static Map<String, @Nullable Object> entry(RunHistory.Entry entry) {
    if (entry instanceof RunHistory.Read read) {
      return run(read.run());
    }
    RunHistory.Unread unread = (RunHistory.Unread) entry;
    return ordered(
        "run", unread.journal().name(),
        "begun", null,
        "ended", null,
        "guest", null,
        "about", unread.journal().about().orElse(null),
        "operation", null,
        "mode", null,
        "ending", null,
        "runExitCode", null,
        "owed", null,
        "awaySince", null,
        "awaySeconds", null,
        "problem", unread.journal().why());
  }

  private static Map<String, @Nullable Object> run(PastRun run) {
    return ordered(
        "run", run.run().value(),
        "begun", run.begun().toString(),
        "ended", run.ended().map(Instant::toString).orElse(null),
        "guest", run.guest().map(GuestName::value).orElse(null),
        "about", run.about(),
        "operation", run.operation(),
        "mode", run.mode().map(Mode::word).orElse(null),
        "ending", run.outcome(),
        "runExitCode", run.exit().isPresent() ? run.exit().getAsInt() : null,
        "owed", run.owed(),
        "awaySince", run.awaySince().map(Instant::toString).orElse(null),
        "awaySeconds", run.away().map(Quantities::seconds).orElse(null),
        "problem", null);
  }

  /** What happened in one. */
  static Map<String, @Nullable Object> course(RunCourse course) {
    Map<String, @Nullable Object> keys = run(course.run());
    keys.put("host", course.host());
    keys.put("acts", course.acts().stream().map(RunsJson::act).toList());
    keys.put(
        "remarks",
        course.remarks().stream()
            .map(remark -> ordered("at", remark.at().toString(), "text", remark.text()))
            .toList());
    keys.put("made", SnapshotJson.pairs(course.made()));
    return keys;
  }

  /** How long a guest was away before. */
  static Map<String, @Nullable Object> outages(PastOutages past) {
    return ordered(
        "guest", past.guest().value(),
        "mode", past.mode().word(),
        "runs", past.lasted().size(),
        "shortestSeconds", past.shortest().map(Quantities::seconds).orElse(null),
        "medianSeconds", past.median().map(Quantities::seconds).orElse(null),
        "longestSeconds", past.longest().map(Quantities::seconds).orElse(null));
  }

  private static Map<String, @Nullable Object> act(RunCourse.Act act) {
    return ordered(
        "begun", act.begun().toString(),
        "ended", act.ended().toString(),
        "phase", act.phase().word(),
        "kind", act.subject().kind(),
        "target", act.subject().target(),
        "host", act.subject().host(),
        "outcome", act.outcome().map(Outcome::word).orElse(null),
        "why", act.why().isEmpty() ? null : act.why(),
        "incurred", act.incurred().map(Debt::kind).orElse(null),
        "paid", act.paid().map(Debt::kind).orElse(null));
  }
}
