package org.cvmsnap.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.engine.StepReport;
import org.cvmsnap.model.Span;
import org.cvmsnap.plan.outage.TakeOverPlanner;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Plan;
import org.cvmsnap.workflow.OutageReport;
import org.cvmsnap.workflow.Recovery;

/** What runs have come to that were cut short, and are recovered now, for people. */
final class RecoveryText {
  private static final String VERIFY = "verify";

  private RecoveryText() {}

  /** Tells how the guest is, and what went wrong or is in doubt. */
  static void problems(Recovery.Recovered each, Diagnostics people, Program program) {
    RunResult result = each.result();
    Plan plan = each.run().plan();
    if (result.serviceDown() && !each.losses().isEmpty()) {
      people.alarm(
          "service: %s is no domain here any more, and this is owed besides: %s."
              .formatted(plan.about(), RunSentences.owed(result.debts())));
      people.happened(result.why());
      people.next("See to it by hand, then type " + program.recoverGuest(plan.about()));
    } else if (result.serviceDown()) {
      people.service(plan.about(), result, each.toType());
      people.happened(result.why());
    } else if (each.leftDown()) {
      people.alarm(
          "service: " + plan.about() + " was not brought up here, and nothing of it was touched.");
      people.happened(result.why().isEmpty() ? "it was cut short" : result.why());
      people.next(program.recoverGuest(plan.about()) + " --from NODE, as before");
      people.leftUndone(result);
    } else if (!result.doubts().isEmpty() || !result.undone().isEmpty() || result.lost()) {
      boolean ofGuest = plan.guest().isPresent();
      if (ofGuest) {
        people.service(plan.about(), result, each.toType());
      } else {
        people.noGuest();
      }
      if (!ofGuest || !result.doubts().isEmpty() || result.lost()) {
        people.happened(result.why());
      }
      people.leftUndone(result);
    }
    people.doubts(result);
    if (each.status() != 0 && !result.serviceDown() && !each.leftDown()) {
      people.next(result, plan);
    }
  }

  /** What a run has come to that was cut short, and is recovered now. */
  static String of(Recovery.Recovered each) {
    if (each.run().plan().guest().isEmpty()) {
      return finished(each);
    }
    List<String> parts = new ArrayList<>();
    parts.add(
        each.owed().isEmpty()
            ? "nothing was owed to its guest"
            : "owed: " + RunSentences.owed(each.owed()));
    if (!each.losses().isEmpty()) {
      parts.add("WRITTEN OFF: " + RunSentences.owed(each.losses()));
    }
    parts.add(
        each.result().serviceDown()
            ? "STILL OWED: " + RunSentences.owed(each.result().debts())
            : each.run().plan().about() + " " + (each.leftDown() ? "was left down" : back(each)));
    if (!each.run().plan().operation().equals(TakeOverPlanner.OPERATION)) {
      each.away()
          .ifPresent(
              away ->
                  parts.add(
                      RunSentences.away(
                          OutageReport.mode(each.run().plan()),
                          each.rebooted(),
                          each.run().plan().about(),
                          Span.text(away))));
      parts.add(purpose(each));
    }
    return "run " + each.run().plan().run() + ": " + String.join("; ", parts);
  }

  /** What became of what a recovered run was for. */
  private static String purpose(Recovery.Recovered each) {
    boolean made = each.result().made();
    if (each.result().lost()) {
      return "not all of its set is as it was taken; cvmsnap list shows what is left of it";
    }
    if (!each.result().doubts().isEmpty()) {
      return "what it was for is in doubt";
    }
    if (each.doubtWrittenOff()) {
      return each.run().plan().operation().equals("refresh")
          ? "the snapshots that were in doubt are not there any more"
          : "that its volumes may be in different states is not told any more";
    }
    return switch (each.run().plan().operation()) {
      case "restore" -> made ? "its volumes are restored" : "its volumes were not restored";
      case "refresh" -> made ? "its snapshots are refreshed" : "its snapshots were not refreshed";
      default ->
          made
              ? "its snapshots are good and were kept"
              : "its snapshots were not proven good" + (cleared(each) ? " and were not kept" : "");
    };
  }

  /** Whether what was made is seen to be gone; it is undone when the guest is back. */
  private static boolean cleared(Recovery.Recovered each) {
    return !each.result().serviceDown() && each.result().leftovers().isEmpty();
  }

  /** Where a guest has come back in another way than from where it was, this says how. */
  private static String back(Recovery.Recovered each) {
    if (!each.losses().isEmpty()) {
      return "is no domain here any more";
    }
    return each.result().steps().stream()
        .filter(step -> step.phase() == Phase.RETURN && !step.why().isEmpty())
        .map(StepReport::why)
        .findFirst()
        .orElse(
            each.run().plan().operation().equals(TakeOverPlanner.OPERATION)
                ? "is up"
                : "is as it was");
  }

  /** What an earlier process has changed of it, and nothing undoes. */
  private static String changed(Recovery.Recovered each) {
    String remains =
        each.run().done().stream()
            .flatMap(step -> step.remains().stream())
            .collect(Collectors.joining("; "));
    return remains.isEmpty() ? "changed nothing" : "was undone, but for this: " + remains;
  }

  private static String finished(Recovery.Recovered each) {
    Plan plan = each.run().plan();
    String how =
        each.result().made()
            ? VERIFY.equals(plan.operation())
                ? "is over now; where it was cut short before it has learned anything, type it again"
                : "is finished now"
            : each.result().leftovers().isEmpty() ? changed(each) : "is STILL HALF DONE";
    return "run %s: %s of %s %s".formatted(plan.run(), plan.operation(), plan.about(), how);
  }
}
