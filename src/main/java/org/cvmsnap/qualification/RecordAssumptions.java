package org.cvmsnap.qualification;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.ProveComment;
import org.cvmsnap.step.ProveListed;
import org.cvmsnap.step.ProveNameTaken;
import org.cvmsnap.step.SetTag;

/** What lock records and the marks of snapshots rest on. */
final class RecordAssumptions {
  static final List<Assumption> ALL =
      List.of(
          of(
              "record-name-taken",
              "VxVM refuses to make a volume whose name is taken",
              "lock records keep nobody off: run cvmsnap on one node of the cluster only",
              ProveNameTaken.class,
              "refused"),
          of(
              "record-seen",
              "a volume that one node makes is shown on every other at once",
              "lock records keep nobody off: run cvmsnap on one node of the cluster only",
              ProveListed.class,
              "shown on every node"),
          new Assumption(
              "record-removed",
              "vxedit -rf rm removes such a volume",
              "remove it by hand, or use --no-lock",
              evidence -> {
                Trial trial = evidence.trial(Trial.Kind.RECORDS);
                return trial.reached(
                    trial.called("remove-trial-volume").stream()
                        .filter(report -> report.outcome() != Outcome.UNCHANGED)
                        .toList(),
                    "it is gone");
              }),
          of(
              "comments",
              "VxVM keeps 40 characters of a volume's comment, and shows them as they were set",
              "no run can tell whose a lock record is: use --no-lock, on one node of the cluster only",
              ProveComment.class,
              "shown as set"),
          of(
              "tags",
              "VxVM keeps a volume's tags, and shows them as they were set",
              "snapshots are not known as cvmsnap's: take none on this site",
              SetTag.class,
              "shown as set"));

  private RecordAssumptions() {}

  /** Without comments no run can tell whose a lock record is, nor, without tags, a snapshot. */
  static Optional<String> missing(Trial records) {
    if (records.reached(records.out(ProveComment.class), "").refuted()) {
      return Optional.of("comments of volumes are not kept as they were set");
    }
    return records.reached(records.out(SetTag.class), "").refuted()
        ? Optional.of("tags of volumes are not kept as they were set")
        : Optional.empty();
  }

  private static Assumption of(
      String id, String sentence, String otherwise, Class<? extends Step> step, String seen) {
    return new Assumption(
        id,
        sentence,
        otherwise,
        evidence -> {
          Trial trial = evidence.trial(Trial.Kind.RECORDS);
          return trial.reached(trial.out(step), seen);
        });
  }
}
