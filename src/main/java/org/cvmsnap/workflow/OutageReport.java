package org.cvmsnap.workflow;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.engine.StepReport;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Mode;
import org.cvmsnap.model.RunId;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Plan;
import org.cvmsnap.step.DetachDisk;

/**
 * How a run that took a guest down went, whatever it was for.
 *
 * @param mode how the guest was to let go of the volumes: not {@link Mode#AUTO}
 * @param before the guest's state before anything was touched
 * @param after its state afterwards; empty where it could not be learned
 * @param rebooted whether somebody has booted it although it was to run on
 * @param history when its steps were about to act
 * @param toType what the operator types to bring the guest back without cvmsnap; empty where the
 *     guest is back
 */
public record OutageReport(
    RunId run,
    GuestName guest,
    Mode mode,
    DomainState before,
    Optional<DomainState> after,
    boolean rebooted,
    RunResult result,
    History history,
    List<Invocation> toType) {
  public OutageReport {
    toType = List.copyOf(toType);
  }

  /** How a plan has its guest let go of the volumes. */
  public static Mode mode(Plan plan) {
    return plan.steps().stream().anyMatch(DetachDisk.class::isInstance) ? Mode.DETACH : Mode.STOP;
  }

  /** Why nothing has come of the run, where the guest kept a disk, and is as it was. */
  Optional<String> keptDisks() {
    boolean back = !rebooted && !result.serviceDown() && result.ending() == RunResult.Ending.FAILED;
    return detachments()
        .filter(step -> back && step.outcome() == Outcome.FAILED)
        .map(step -> result.why())
        .findFirst();
  }

  private Stream<StepReport> detachments() {
    return result.steps().stream()
        .filter(step -> step.phase() == Phase.OUTAGE)
        .filter(step -> step.step().filter(DetachDisk.class::isInstance).isPresent());
  }
}
