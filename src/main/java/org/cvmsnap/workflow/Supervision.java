package org.cvmsnap.workflow;

import java.time.Duration;
import java.util.Optional;

/**
 * The terms on which a guest is taken down.
 *
 * @param lockWait how long to wait for another run that holds the guest
 * @param guard posted over the run, where the guest may be away for a limited time only
 */
public record Supervision(Duration lockWait, Optional<Guard> guard) {
  /**
   * Who watches over a run.
   *
   * @param limit how long the guest may be away; positive
   */
  public record Guard(Guardian.Posted guardians, Duration limit) {}
}
