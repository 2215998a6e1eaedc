package org.cvmsnap.ui;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.Mode;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.take.FullSized;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.workflow.OperationReport;
import org.cvmsnap.workflow.OutageReport;
import org.cvmsnap.workflow.ReplaceReport;
import org.cvmsnap.workflow.TakeReport;

/** What runs have come to, in sentences for people. */
final class RunSentences {
  /** How a guest is to which something was given back in another way. */
  static final String OTHERWISE = "back, and NOT in every way as it was";

  /** What is done where nothing better is known. */
  static final String FIND_OUT =
      "Find out why, and type the same command again; cvmsnap.log in the state directory has every"
          + " command and what it said.";

  /**
   * What is to be typed where all that is open is what volumes hold; no recovery finds that out.
   */
  static final String OUT_OF_DOUBT = "One of the commands that DATA names.";

  private RunSentences() {}

  /**
   * What was taken: "took snap1 of datavol1 in disk group datadg, clean-before; ldom1 was away for
   * 96.2 s". Each of several disk groups has an instant of its own.
   */
  static String made(TakeReport report) {
    Map<GroupName, List<SnapshotPair>> groups =
        report.made().stream()
            .collect(
                Collectors.groupingBy(
                    pair -> pair.snapshot().group(), LinkedHashMap::new, Collectors.toList()));
    String names =
        groups.entrySet().stream()
            .map(
                each ->
                    SnapshotPair.ofSources(each.getValue())
                        + " in disk group "
                        + each.getKey()
                        + (groups.size() == 1 ? "" : instant(report, each.getValue())))
            .collect(Collectors.joining(" and "));
    String filling =
        report.kind() instanceof FullSized full && !full.waitSync()
            ? "; they are being synchronized, see cvmsnap list"
            : "";
    return "took %s, %s; %s%s"
        .formatted(names, report.proof().word(), away(report.outage()), filling);
  }

  private static String instant(TakeReport report, List<SnapshotPair> made) {
    return report
        .taken(made.get(0).snapshot())
        .map(at -> " at " + at.truncatedTo(ChronoUnit.SECONDS))
        .orElse("");
  }

  /**
   * What became of the guest meanwhile: "ldom1 was away for 96.2 s", or "ldom1 ran on, without
   * these disks for 9.2 s".
   */
  static String away(OutageReport report) {
    return report
        .result()
        .outage()
        .filter(gone -> gone.end().isPresent())
        .map(
            gone ->
                away(
                    report.mode(),
                    report.rebooted(),
                    report.guest().value(),
                    Quantities.secondsText(gone.lasted())))
        .orElse(
            report.result().serviceDown()
                ? report.guest() + state(report.result())
                : "%s was %s and still is".formatted(report.guest(), report.before().word()));
  }

  static String away(Mode mode, boolean rebooted, String guest, String time) {
    String how =
        mode != Mode.DETACH
            ? "%s was %s for %s"
            : rebooted ? "%s was rebooted meanwhile, and was %s for %s" : "%s ran on, %s for %s";
    return how.formatted(guest, mode.absence(), time);
  }

  /** How long the guest was away, or has been; empty text where it never was. */
  static String lasted(OutageReport report) {
    return report
        .result()
        .outage()
        .map(
            gone ->
                gone.end().isPresent()
                    ? away(report) + "."
                    : "%s has been %s for %s."
                        .formatted(
                            report.guest(),
                            report.mode().absence(),
                            Quantities.secondsText(gone.lasted())))
        .orElse("");
  }

  /** How a guest is that is not as it was: " is DOWN". */
  private static String state(RunResult result) {
    return state(result.debts());
  }

  /** How a guest is to which that is owed: " is DOWN". */
  static String state(List<Debt> debts) {
    if (debts.stream().anyMatch(Debt::down)) {
      return " is DOWN";
    }
    return debts.stream().anyMatch(Debt::outage)
        ? " lacks what it had"
        : " is up, and something is owed";
  }

  /** The first line on a guest that is not as it was. */
  static String service(String guest, RunResult result) {
    String owed = ": " + owed(result.debts()) + ".";
    return result.domainDown() ? "SERVICE DOWN" + owed : "service: " + guest + state(result) + owed;
  }

  /**
   * What is to be typed or found out after a run that took a guest down and did not end well; never
   * nothing.
   */
  static String next(RunResult result, String recover) {
    if (result.serviceDown() || !result.leftovers().isEmpty()) {
      return recover;
    }
    if (!result.doubts().isEmpty()) {
      return OUT_OF_DOUBT;
    }
    if (result.ending() == RunResult.Ending.LATE) {
      return "Type the same command again in the next window: a snapshot mirror that was attached stays, and goes on being synchronized.";
    }
    if (result.ending() == RunResult.Ending.SUCCEEDED) {
      return "Find out why before the next run.";
    }
    if (result.ending() == RunResult.Ending.INTERRUPTED) {
      return result.made()
          ? "Nothing: what it was for was done before it was interrupted."
          : "Type the same command again when it suits.";
    }
    return result.remedy().orElse(FIND_OUT);
  }

  /** What was done: "restored datavol1 to snap1 in disk group datadg". */
  static String done(ReplaceReport report) {
    return SnapshotPair.byGroup(report.done()).entrySet().stream()
        .map(each -> done(report, each.getValue()) + " in disk group " + each.getKey())
        .collect(Collectors.joining(" and ", restore(report) ? "restored " : "refreshed ", ""));
  }

  private static String done(ReplaceReport report, List<SnapshotPair> pairs) {
    return pairs.stream()
        .map(
            pair ->
                restore(report)
                    ? pair.source().name() + " to " + pair.snapshot().name()
                    : pair.snapshot().name() + " from " + pair.source().name())
        .collect(Collectors.joining(", "));
  }

  private static boolean restore(ReplaceReport report) {
    return report.operation().equals("restore");
  }

  /** The lines on what is left behind, and what goes on. */
  static List<String> after(ReplaceReport report) {
    List<String> lines = new ArrayList<>();
    if (!report.safety().isEmpty()) {
      lines.add("what was there before is kept in " + SnapshotPair.snapshots(report.safety()));
    }
    switch (report.copying()) {
      case GOES_ON, INTERRUPTED ->
          lines.add("the copying goes on, and does not keep anybody waiting; see " + report.see());
      case NOT_SEEN -> lines.add("whether the copying goes on is not known; see " + report.see());
      case NONE, DONE -> {
        // Nothing that anybody has to wait for.
      }
    }
    return List.copyOf(lines);
  }

  /** What was not done, where all of it was not. */
  static String undone(ReplaceReport report) {
    if (!report.done().isEmpty()) {
      return "";
    }
    if (!report.outage().result().doubts().isEmpty()) {
      return kept(report);
    }
    return restore(report)
        ? "nothing was restored: the volumes hold what they held. " + kept(report)
        : "nothing was refreshed: the snapshots are of the old point in time.";
  }

  /** What there is of the snapshots of a take that did not end well. */
  static String kept(TakeReport report) {
    if (!report.made().isEmpty()) {
      return "the snapshots are good.";
    }
    if (report.result().lost()) {
      return "not all of the set is as it was taken; cvmsnap list shows what is left of it.";
    }
    return report.uncertain()
        ? "whether any of its snapshots is there is not known; none is proven good."
        : "no snapshot was taken.";
  }

  private static String kept(ReplaceReport report) {
    return report.safety().isEmpty()
        ? ""
        : "the safety snapshot is kept: " + SnapshotPair.snapshots(report.safety()) + ".";
  }

  /** How a guest is to which nothing is owed any more. */
  static String returned(RunResult result) {
    if (!result.doubts().isEmpty()) {
      return "back in its state, but NOT SURELY with its data";
    }
    return result.returnedOtherwise() ? OTHERWISE : "as it was";
  }

  /** What is owed, as a sentence's end: "ldom1 has to be bound, ldom1 has to be started". */
  static String owed(List<Debt> debts) {
    return String.join(", ", debts.stream().map(Debt::owed).toList());
  }

  /** What an operation on volumes or snapshots has come to, as a sentence. */
  static String done(OperationReport report) {
    String names = String.join(", ", report.subjects().stream().map(VolumeId::toString).toList());
    boolean nothing =
        report.result().steps().stream().noneMatch(step -> step.outcome() == Outcome.CHANGED);
    return sentence(report, names) + (nothing ? " (it was so already)" : "");
  }

  /** A command, and where an operator types it: "sun-a# ldm list". */
  static String line(Invocation command) {
    return command.machine().name() + "# " + command.typed();
  }

  private static String sentence(OperationReport report, String names) {
    return switch (report.plan().operation()) {
      case "remove" -> "removed " + names;
      case "reattach" ->
          "reattached " + names + ": its plexes are snapshot mirrors of its source now";
      case "dissociate" -> "dissociated " + names + ": it is a volume of its own";
      case "export", "unexport" -> report.plan().operation() + "ed " + names;
      case "forget" -> "forgot " + names + ": it is no snapshot of cvmsnap's any more";
      case "pin" -> "pinned " + names;
      case "unpin" -> "unpinned " + names;
      case "unprepare" -> "unprepared " + names;
      default -> report.plan().operation() + "d " + names;
    };
  }
}
