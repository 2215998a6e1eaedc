package org.cvmsnap.step;

import java.util.List;
import org.cvmsnap.cluster.SnapshotTarget;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Look;
import org.cvmsnap.model.Machine;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.VxvmCommands;

/** There is no such snapshot, nor its DCO. */
public record RemoveSnapshot(Machine control, SnapshotTarget snapshot)
    implements SiteStep.Preparing {

  @Override
  public Goal goal(Site site, History history) {
    SnapshotState state = new SnapshotState(site, control, snapshot);
    Invocation removing = here(VxvmCommands.removeForced(snapshot.id()));
    return Goal.of(
        subject(snapshot.id().toString()),
        ONE_COMMAND,
        List.of(removing),
        acts -> state.there() ? state.mayAct("it is still there", removing) : Look.reached());
  }
}
