package org.cvmsnap.workflow;

import java.util.List;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.plan.Kind;

/**
 * How a take went.
 *
 * @param group the disk group that the snapshots are in
 * @param made the snapshots of the set; empty unless all of them are good
 */
public record TakeReport(OutageReport outage, GroupName group, Kind kind, List<SnapshotPair> made) {
  public TakeReport {
    made = List.copyOf(made);
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
