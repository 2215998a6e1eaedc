package org.cvmsnap.qualification;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.engine.StepReport;
import org.cvmsnap.model.Proof;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Step;

/**
 * A run that was made to see what comes of it.
 *
 * @param result empty where it did not begin
 * @param unbegun why it did not, in a phrase; empty text where it did
 * @param after what was seen when it was over; empty where nobody has looked
 * @param asked what the snapshots have said of themselves, or why not; empty where there are none
 */
public record Trial(
    Optional<RunResult> result, String unbegun, Optional<Sighting> after, Optional<Asked> asked) {
  /** What there is a trial of. */
  public enum Kind {
    /** Of what lock records and marks rest on. */
    RECORDS,
    /** Of a snapshot for which the guest is stopped. */
    STOP,
    /** Of a snapshot for which disks are taken from it while it runs. */
    DETACH
  }

  /** How good snapshots have said that they are, and why not all of them have; or empty text. */
  record Asked(Proof proof, String why) {}

  /** One that no guest had a part in. */
  public Trial(RunResult result) {
    this(Optional.of(result), "", Optional.empty(), Optional.empty());
  }

  public Trial(RunResult result, Sighting after) {
    this(Optional.of(result), "", Optional.of(after), Optional.empty());
  }

  /** The same, whose snapshots were asked how good they are. */
  public Trial asked(Proof proof, String why) {
    return new Trial(result, unbegun, after, Optional.of(new Asked(proof, why)));
  }

  /** One that did not begin. */
  public static Trial notBegun(String why) {
    return new Trial(Optional.empty(), why, Optional.empty(), Optional.empty());
  }

  /** Why what it was to show was not seen. */
  String why() {
    String failed = result.map(RunResult::why).orElse(unbegun);
    return failed.isEmpty() ? "no step has shown it" : failed;
  }

  /** The steps on the way out. */
  List<StepReport> out(Class<? extends Step> kind) {
    return reports(
        report ->
            (report.phase() == Phase.PREPARE || report.phase() == Phase.OUTAGE)
                && report.step().filter(kind::isInstance).isPresent());
  }

  /** What was done or given back of which the report has that word. */
  List<StepReport> called(String word) {
    return reports(report -> report.subject().kind().equals(word));
  }

  /** Whether the guest was started by it, and has booted. */
  boolean booted() {
    return called("start-domain").stream().anyMatch(report -> report.outcome() == Outcome.CHANGED);
  }

  private List<StepReport> reports(Predicate<StepReport> which) {
    return result.stream().flatMap(run -> run.steps().stream()).filter(which).toList();
  }

  /** Confirmed where all of these were reached, refuted where one was seen not to be. */
  Verdict reached(List<StepReport> reports, String seen) {
    List<StepReport> failed =
        reports.stream().filter(report -> !report.outcome().reached()).toList();
    if (failed.stream().anyMatch(report -> report.outcome() == Outcome.FAILED)) {
      return Verdict.refuted(told(failed));
    }
    if (!failed.isEmpty() || reports.isEmpty()) {
      return Verdict.notTried(failed.isEmpty() ? why() : told(failed));
    }
    String told = told(reports);
    return Verdict.confirmed(told.isEmpty() ? seen : told);
  }

  private static String told(List<StepReport> reports) {
    return reports.stream()
        .map(StepReport::why)
        .filter(why -> !why.isEmpty())
        .distinct()
        .collect(Collectors.joining("; "));
  }
}
