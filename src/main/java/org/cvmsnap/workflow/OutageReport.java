package org.cvmsnap.workflow;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.RunId;
import org.cvmsnap.run.Invocation;

/**
 * How a run that took a guest down went, whatever it was for.
 *
 * @param before the guest's state before anything was touched
 * @param after its state afterwards; empty where it could not be learned
 * @param toType what the operator types to bring the guest back without cvmsnap; empty where the
 *     guest is back
 */
public record OutageReport(
    RunId run,
    GuestName guest,
    DomainState before,
    Optional<DomainState> after,
    RunResult result,
    List<Invocation> toType) {
  public OutageReport {
    toType = List.copyOf(toType);
  }
}
