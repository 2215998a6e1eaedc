package org.cvmsnap.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Step;

/**
 * What a run came to.
 *
 * @param made whether everything up to the end of the outage was done, so that what the run was for
 *     exists
 * @param why what failed, in the operator's words; empty where nothing did
 * @param owing the steps whose debts are not paid, in the order in which they have to be
 * @param doubts what has to be said of the content of volumes; empty where that is certain
 * @param leftovers what could not be done after the return, or not be cleared away
 * @param dispensed what was not reached, and the run has gone on without; nothing more comes of it
 */
public record RunResult(
    Ending ending,
    boolean made,
    String why,
    List<StepReport> steps,
    List<Step> owing,
    List<String> doubts,
    List<String> leftovers,
    List<String> dispensed,
    Optional<Outage> outage) {

  /** How the operation itself ended, whatever became of the guest. */
  public enum Ending {
    SUCCEEDED,
    FAILED,
    /** The guest was not to be taken down any more, and was not. */
    LATE,
    /** Another run has what it needs, and nothing was touched. */
    TAKEN,
    INTERRUPTED
  }

  /**
   * The time from the first act on the guest until it was as it was; open where it still is not.
   */
  public record Outage(Instant start, Optional<Instant> end, Duration lasted) {}

  public RunResult {
    steps = List.copyOf(steps);
    owing = List.copyOf(owing);
    doubts = List.copyOf(doubts);
    leftovers = List.copyOf(leftovers);
    dispensed = List.copyOf(dispensed);
  }

  /** The steps of that kind on the way out that have ended. */
  public <S extends Step> List<History.Ended<S>> ended(Class<S> kind) {
    return steps.stream()
        .filter(report -> report.phase() == Phase.PREPARE || report.phase() == Phase.OUTAGE)
        .flatMap(
            report ->
                report.step().filter(kind::isInstance).map(kind::cast).stream()
                    .map(step -> new History.Ended<>(step, report.outcome(), report.why())))
        .toList();
  }

  /** What has not been done that should have been, beside what the run was for. */
  public List<String> undone() {
    return Stream.concat(leftovers.stream(), dispensed.stream()).toList();
  }

  /** Whether something was given back to the guest in another way than it was. */
  public boolean returnedOtherwise() {
    return steps.stream().anyMatch(report -> report.phase() == Phase.RETURN && report.differs());
  }

  /** Whether what the run was for was there, and is gone or spoilt by now, in part at least. */
  public boolean lost() {
    return steps.stream()
        .anyMatch(
            report -> report.phase() == Phase.AFTER && report.differs() && afterwards(report));
  }

  private static boolean afterwards(StepReport report) {
    return report.step().filter(step -> step.phase() == Phase.AFTER).isPresent();
  }

  /** What a run that has not come to its end has changed, and nothing undoes. */
  public List<String> remains() {
    return made
        ? List.of()
        : steps.stream()
            .filter(report -> report.outcome() == Outcome.CHANGED)
            .flatMap(report -> report.step().stream())
            .flatMap(step -> step.remains().stream())
            .toList();
  }

  /** What is still owed, in the order in which it has to be paid. */
  public List<Debt> debts() {
    return owing.stream().flatMap(step -> step.debt().stream()).toList();
  }

  /** Whether the guest is not as it was. */
  public boolean serviceDown() {
    return debts().stream().anyMatch(Debt::ofGuest);
  }

  /** Whether the guest does not run, or nobody knows. */
  public boolean domainDown() {
    return debts().stream().anyMatch(Debt::down);
  }

  /** What is known to be done about the step on the way out that was not reached. */
  public Optional<String> remedy() {
    return steps.stream()
        .filter(report -> report.phase() == Phase.PREPARE || report.phase() == Phase.OUTAGE)
        .filter(report -> !report.outcome().reached())
        .flatMap(report -> report.remedy().or(() -> report.step().flatMap(Step::remedy)).stream())
        .findFirst();
  }

  /** Whether the guest cannot be used. */
  public boolean guestDown() {
    return debts().stream().anyMatch(Debt::outage);
  }

  public ExitCode exit() {
    if (!doubts.isEmpty()) {
      return ExitCode.FAILED; // not even after a signal are the volumes as they were
    }
    return switch (ending) {
      case SUCCEEDED -> undone().isEmpty() ? ExitCode.DONE : ExitCode.HOUSEKEEPING;
      case FAILED, LATE -> ExitCode.FAILED;
      case TAKEN -> owing.isEmpty() && leftovers.isEmpty() ? ExitCode.BUSY : ExitCode.FAILED;
      case INTERRUPTED -> ExitCode.INTERRUPTED;
    };
  }

  /** The process's exit status. */
  public int status() {
    if (!serviceDown()) {
      return exit().value();
    }
    // A guest that could not be brought back is a failure, even if the snapshot was made.
    return ending == Ending.INTERRUPTED && doubts.isEmpty()
        ? ExitCode.INTERRUPTED.withServiceDown()
        : ExitCode.FAILED.withServiceDown();
  }
}
