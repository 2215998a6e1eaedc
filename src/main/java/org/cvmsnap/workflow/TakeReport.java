package org.cvmsnap.workflow;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.Kind;

/**
 * How a take went.
 *
 * @param group the disk group that the snapshots are in
 * @param before the guest's state before anything was touched
 * @param after its state afterwards; empty where it could not be learned
 * @param made the snapshots of the set; empty unless all of them are good
 * @param toType what the operator types to bring the guest back without cvmsnap; empty where the
 *     guest is back
 */
public record TakeReport(
    RunId run,
    GuestName guest,
    GroupName group,
    Kind kind,
    DomainState before,
    Optional<DomainState> after,
    List<SnapshotPair> made,
    RunResult result,
    List<Invocation> toType) {
  public TakeReport {
    made = List.copyOf(made);
    toType = List.copyOf(toType);
  }
}
