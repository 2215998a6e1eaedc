package org.cvmsnap.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.workflow.PointReport;
import org.cvmsnap.workflow.Recovery;

/** How restores and refreshes are put to people. */
final class PointWords {
  private PointWords() {}

  /** What was done: "restored datavol1 to snap1 in disk group datadg". */
  static String done(PointReport report) {
    String pairs =
        report.done().stream()
            .map(
                pair ->
                    restore(report)
                        ? pair.source().name() + " to " + pair.snapshot().name()
                        : pair.snapshot().name() + " from " + pair.source().name())
            .collect(Collectors.joining(", "));
    return "%s %s in disk group %s"
        .formatted(restore(report) ? "restored" : "refreshed", pairs, report.group());
  }

  private static boolean restore(PointReport report) {
    return report.operation().equals("restore");
  }

  /** The lines on what is left behind, and what goes on. */
  static List<String> after(PointReport report) {
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
  static String undone(PointReport report) {
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

  private static String kept(PointReport report) {
    return report.safety().isEmpty()
        ? ""
        : "the safety snapshot is kept: " + SnapshotPair.snapshots(report.safety()) + ".";
  }

  /** What became of what a recovered run was for. */
  static String recovered(Recovery.Recovered each) {
    boolean made = each.result().made();
    if (!each.result().doubts().isEmpty()) {
      return "what it was for is in doubt";
    }
    return switch (each.run().plan().operation()) {
      case "restore" -> made ? "its volumes are restored" : "its volumes were not restored";
      case "refresh" -> made ? "its snapshots are refreshed" : "its snapshots were not refreshed";
      default ->
          made
              ? "its snapshots are good and were kept"
              : "its snapshots were not proven good and were not kept";
    };
  }
}
