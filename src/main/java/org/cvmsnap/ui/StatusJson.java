package org.cvmsnap.ui;

import static org.cvmsnap.ui.JsonDocument.ordered;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.RunId;
import org.cvmsnap.run.Plan;
import org.cvmsnap.workflow.Abort;
import org.cvmsnap.workflow.Service;
import org.cvmsnap.workflow.Status;
import org.cvmsnap.workflow.Unaccounted;
import org.cvmsnap.workflow.UnfinishedRun;
import org.jspecify.annotations.Nullable;

/** What is owed, for programs. */
final class StatusJson {
  private StatusJson() {}

  /** What the journals say. */
  static Map<String, @Nullable Object> owed(Status status, Program program) {
    return ordered(
        "owed", status.owed(),
        "runs", status.unfinished().stream().map(run -> run(run, program)).toList(),
        "damaged",
            status.damaged().stream()
                .map(each -> ordered("run", each.name(), "why", each.why()))
                .toList());
  }

  static Map<String, @Nullable Object> run(UnfinishedRun run, Program program) {
    RunRecord record = run.record();
    Plan plan = record.plan();
    return ordered(
        "run", plan.run().value(),
        "guest", plan.guest().map(GuestName::value).orElse(null),
        "about", plan.about(),
        "operation", plan.operation(),
        "service", Service.owed(record.serviceDown()).word(),
        "since", record.begun().toString(),
        "state", run.state().word(),
        "pid", run.holder().orElse(record.owner()).pid(),
        "stopped", run.state() == UnfinishedRun.State.STOPPED,
        "debts", record.debts().stream().map(RunJson::debt).toList(),
        "doubts", record.doubts(),
        "seen", run.seen(),
        "next", StatusText.command(run, program));
  }

  /** How a process has ended that was asked to bring its guest home. */
  static Map<String, @Nullable Object> aborted(Abort.Aborted aborted) {
    return ordered(
        "guest", aborted.guest().value(),
        "pid", aborted.owner().pid(),
        "run", aborted.run().map(RunId::value).orElse(null),
        "runExitCode", aborted.exit().isPresent() ? aborted.exit().getAsInt() : null);
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
