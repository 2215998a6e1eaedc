package org.cvmsnap.workflow;

import java.time.Duration;
import java.util.Optional;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.plan.take.TakeRequest;

/**
 * A take that is to come.
 *
 * @param name the policy that asks for it, or its guest
 * @param longest how long the guest may be away; empty where nobody has said
 */
public record ComingTake(
    String name, TakeRequest request, Take.Afterwards then, Optional<Duration> longest) {
  GuestName guest() {
    return request.guest();
  }
}
