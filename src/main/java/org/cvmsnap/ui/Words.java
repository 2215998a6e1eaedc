package org.cvmsnap.ui;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.snapshot.SnapshotSet;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.workflow.OperationReport;

/** How values are put to people, and to programs. */
final class Words {
  /** The first line of the errors of what concerns no guest. */
  static final String NO_GUEST = "service: no guest was touched.";

  private Words() {}

  /** Seconds to one decimal place. */
  static double seconds(Duration duration) {
    return Math.round(duration.toMillis() / 100.0) / 10.0;
  }

  static String secondsText(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }

  /** A clock of minutes and seconds. */
  static String clock(Duration duration) {
    return String.format(Locale.ROOT, "%02d:%02d", duration.toMinutes(), duration.toSecondsPart());
  }

  /** What is owed, as a sentence's end: "ldom1 has to be bound, ldom1 has to be started". */
  static String owed(List<Debt> debts) {
    return String.join(", ", debts.stream().map(Debt::told).toList());
  }

  static String members(SnapshotSet set) {
    return String.join(", ", set.members().stream().map(VolumeId::toString).toList());
  }

  /** What an operation on volumes or snapshots has come to, as a sentence. */
  static String done(OperationReport report) {
    String names = String.join(", ", report.subjects().stream().map(VolumeId::toString).toList());
    boolean nothing =
        report.result().steps().stream().noneMatch(step -> step.outcome() == Outcome.CHANGED);
    return sentence(report, names) + (nothing ? " (it was so already)" : "");
  }

  private static String sentence(OperationReport report, String names) {
    return switch (report.plan().operation()) {
      case "remove" -> "removed " + names;
      case "reattach" -> "reattached " + names + ": its mirrors are its source's again";
      case "dissociate" -> "dissociated " + names + ": it is a volume of its own";
      case "export", "unexport" -> report.plan().operation() + "ed " + names;
      case "pin" -> "pinned " + names;
      case "unpin" -> "unpinned " + names;
      case "unprepare" -> "unprepared " + names;
      default -> report.plan().operation() + "d " + names;
    };
  }

  /** A size in the largest unit that leaves it above 1; sectors are of 512 bytes. */
  static String size(long sectors) {
    double bytes = sectors * 512.0;
    for (String unit : List.of("B", "K", "M", "G", "T")) {
      if (bytes < 1024 || unit.equals("T")) {
        return String.format(
            Locale.ROOT, bytes < 10 && !unit.equals("B") ? "%.1f%s" : "%.0f%s", bytes, unit);
      }
      bytes /= 1024;
    }
    throw new IllegalStateException("no unit");
  }
}
