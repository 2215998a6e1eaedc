package org.cvmsnap.qualification;

import java.util.List;
import java.util.stream.Stream;
import org.cvmsnap.engine.StepReport;
import org.cvmsnap.step.MakeSnapshots;

/** What is assumed of the snapshots themselves. */
final class SnapshotAssumptions {
  static final List<Assumption> ALL =
      List.of(
          new Assumption(
              "break-off",
              "vxsnap make breaks complete mirrors off closed volumes, in one instant",
              "do not use --kind break-off; try --kind full with take on this guest",
              SnapshotAssumptions::made),
          new Assumption(
              "snapshot-clean",
              "the snapshot itself says that it is clean",
              "check a snapshot before it is used",
              SnapshotAssumptions::clean));

  private SnapshotAssumptions() {}

  private static Verdict made(Evidence evidence) {
    Trial stop = evidence.trial(Trial.Kind.STOP);
    List<StepReport> reports =
        Stream.of(stop, evidence.trial(Trial.Kind.DETACH))
            .flatMap(trial -> trial.out(MakeSnapshots.class).stream())
            .toList();
    return stop.reached(reports, "they are there");
  }

  private static Verdict clean(Evidence evidence) {
    return Stream.of(Trial.Kind.STOP, Trial.Kind.DETACH)
        .flatMap(kind -> evidence.trial(kind).asked().stream())
        .reduce((one, other) -> one.proof().worse(other.proof()) == one.proof() ? one : other)
        .map(
            asked ->
                switch (asked.proof()) {
                  case CLEAN -> Verdict.confirmed("they were asked, and say so");
                  case DIRTY -> Verdict.refuted("one says that it needs checking");
                  case CLEAN_BEFORE, UNCHECKED -> Verdict.notTried(asked.why());
                })
        .orElseGet(() -> Verdict.notTried(evidence.trial(Trial.Kind.STOP).why()));
  }
}
