package org.cvmsnap.ui;

import static org.cvmsnap.ui.JsonRenderer.ordered;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.workflow.Status;
import org.cvmsnap.workflow.Unaccounted;
import org.jspecify.annotations.Nullable;

/** What is owed, for programs. */
final class StatusJson {
  private StatusJson() {}

  /** What the journals say. */
  static Map<String, @Nullable Object> owed(Status status, Program program) {
    return ordered(
        "owed", status.owed(),
        "runs", status.unfinished().stream().map(run -> run(run, status, program)).toList(),
        "damaged",
            status.damaged().stream()
                .map(each -> ordered("run", each.name(), "why", each.why()))
                .toList());
  }

  private static Map<String, @Nullable Object> run(RunRecord run, Status status, Program program) {
    return ordered(
        "run", run.plan().run().value(),
        "guest", run.plan().guest().map(GuestName::value).orElse(null),
        "about", run.plan().about(),
        "operation", run.plan().operation(),
        "since", run.begun().toString(),
        "pid", run.owner().pid(),
        "stopped", status.stopped().contains(run),
        "debts", run.debts().stream().map(RunJson::debt).toList(),
        "doubts", run.doubts(),
        "next", program.recover(run.plan()));
  }

  /** What they do not account for. */
  static Map<String, @Nullable Object> unaccounted(Unaccounted left) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put(
        "unaccounted",
        left.cases().stream()
            .map(
                each ->
                    ordered(
                        "about", each.about().orElse(null),
                        "message", each.told().problem(),
                        "next", each.told().next()))
            .toList());
    if (!left.unknown().isEmpty()) {
      map.put("unknown", left.unknown());
    }
    return map;
  }
}
