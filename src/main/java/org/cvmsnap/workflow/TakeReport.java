package org.cvmsnap.workflow;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.plan.take.Kind;

/**
 * How a take went.
 *
 * @param group the disk group that the snapshots are in
 * @param made the snapshots of the set; empty unless all of them are good
 * @param uncertain whether snapshots may be there all the same: they were begun with, and not seen
 *     to be gone
 * @param pruned what a retention policy removed then; empty where there was none to apply
 */
public record TakeReport(
    OutageReport outage,
    GroupName group,
    Kind kind,
    List<SnapshotPair> made,
    boolean uncertain,
    Optional<PruneReport> pruned) {
  public TakeReport {
    made = List.copyOf(made);
  }

  TakeReport with(PruneReport report) {
    return new TakeReport(outage, group, kind, made, uncertain, Optional.of(report));
  }

  public RunId run() {
    return outage.run();
  }

  public GuestName guest() {
    return outage.guest();
  }

  public RunResult result() {
    return outage.result();
  }
}
