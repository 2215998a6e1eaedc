package org.cvmsnap.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.error.Contained;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.model.Span;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Plan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log of the system is told when a run is over: one line, whatever became of it. */
final class RunNotice {
  private static final Logger logger = LoggerFactory.getLogger(RunNotice.class);

  /** What syslog takes in a line, with what it puts before it (RFC 3164, section 4.1). */
  private static final int LONGEST = 900;

  private RunNotice() {}

  /** Tells it; nothing that becomes of that concerns the run, which is over. */
  static void tell(Session session, Plan plan, RunResult result) {
    Contained.thought(
        () -> {
          session.processes().note(result.serviceDown(), line(plan, result));
          return true;
        },
        bug -> {
          logger.warn("the log of the system could not be told of run {}", plan.run(), bug);
          return false;
        });
  }

  /** Such as "take of ldom1: succeeded (exit 0); ldom1 was away for 2 min 16 s; run 2026...". */
  static String line(Plan plan, RunResult result) {
    List<String> parts = new ArrayList<>();
    if (result.serviceDown()) {
      parts.add(
          (result.guestDown() ? "SERVICE DOWN: " : "NOT as it was: ")
              + result.debts().stream()
                  .filter(Debt::ofGuest)
                  .map(Debt::owed)
                  .collect(Collectors.joining(", ")));
      parts.add("type cvmsnap recover");
    }
    parts.add(
        "%s of %s: %s (exit %d)"
            .formatted(
                plan.operation(),
                plan.about(),
                ExitCode.outcome(result.status()),
                result.status()));
    result
        .outage()
        .filter(outage -> outage.end().isPresent())
        .ifPresent(
            outage ->
                parts.add(
                    "%s was away for %s".formatted(plan.about(), Span.text(outage.lasted()))));
    parts.add("run " + plan.run());
    if (!result.why().isEmpty()) {
      parts.add(result.why());
    }
    String line = String.join("; ", parts).replaceAll("\\p{Cntrl}+", " ");
    return line.substring(0, Math.min(line.length(), LONGEST));
  }
}
