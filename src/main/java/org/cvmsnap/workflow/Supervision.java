package org.cvmsnap.workflow;

import java.time.Duration;
import java.util.Optional;
import org.cvmsnap.model.TimeOfDay;
import org.cvmsnap.run.Plan;
import org.cvmsnap.step.DetachDisk;

/**
 * The terms on which a guest is taken down.
 *
 * @param lockWait how long to wait for another run that holds the guest
 * @param notAfter the time of day after which the guest is not taken down any more
 * @param guard posted over the run, where the guest may be away for a limited time only
 * @param ofDetached posted over a run that takes disks from a guest that runs, where no other is
 */
public record Supervision(
    Duration lockWait,
    Optional<TimeOfDay> notAfter,
    Optional<Guard> guard,
    Optional<Guard> ofDetached) {
  /**
   * Who watches over a run.
   *
   * @param limit how long the guest may be away; positive
   */
  public record Guard(Guardian.Posted guardians, Duration limit) {}

  /**
   * Who watches over that plan's run. A guest that boots while disks are taken from it does not
   * come up whole, so it is never without them for long.
   */
  Optional<Guard> guard(Plan plan) {
    return guard.isEmpty() && plan.steps().stream().anyMatch(DetachDisk.class::isInstance)
        ? ofDetached
        : guard;
  }
}
