package org.cvmsnap.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.run.Plan;
import org.cvmsnap.workflow.Unaccounted;

/** What is owed, for people. */
final class StatusText {
  private StatusText() {}

  /** A run that is not over: what is owed, by whom, and what to type. */
  static String unfinished(RunRecord run, boolean stopped, Program program) {
    Plan plan = run.plan();
    String doubts =
        run.doubts().stream().map("  DATA: %s\n"::formatted).collect(Collectors.joining());
    List<String> owed = new ArrayList<>();
    if (!run.serviceDown()) {
      owed.add("%s of it is not finished".formatted(plan.operation()));
    }
    if (!run.debts().isEmpty()) {
      owed.add(RunSentences.owed(run.debts()));
    }
    return """
    %s: %s
    %s  run %s, begun %s
      by %s
      next: %s
    """
        .formatted(
            plan.about(),
            String.join(", ", owed),
            doubts,
            plan.run(),
            run.begun(),
            run.owner() + (stopped ? ", which is stopped" : ""),
            stopped ? "kill -CONT " + run.owner().pid() : program.recover(plan));
  }

  /** What the journals do not account for, a line each. */
  static List<String> unaccounted(Unaccounted left) {
    List<String> lines = new ArrayList<>();
    for (Unaccounted.Case each : left.cases()) {
      lines.add(
          "service: "
              + each.about()
                  .map("what is owed to %s is not known."::formatted)
                  .orElse("what is owed is not known."));
      lines.add("what happened: " + each.told().problem());
      lines.add("next: " + each.told().next());
    }
    if (!left.unknown().isEmpty()) {
      lines.add(
          "the journals here name nothing else that is owed; whether others do is not known, as lock records cannot be seen: "
              + left.unknown());
    }
    return lines;
  }
}
