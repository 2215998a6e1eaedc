package org.cvmsnap.step;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.cluster.SnapshotTarget;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Look;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.SnapshotRow;
import org.cvmsnap.model.SnapshotType;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.VxvmCommands;

/**
 * The snapshot's mirrors are its source's again, and the snapshot is gone; a linked one stays as a
 * volume and is a mirror from then on.
 */
public record ReattachSnapshot(Machine control, SnapshotTarget snapshot)
    implements SiteStep.Preparing {

  @Override
  public Goal goal(Site site, History history) {
    SnapshotState state = new SnapshotState(site, control, snapshot);
    Invocation reattaching = here(command());
    return Goal.of(
        subject(snapshot.id().toString()),
        ONE_COMMAND,
        List.of(reattaching),
        acts -> {
          if (!state.there()) {
            return Look.reached();
          }
          Optional<SnapshotRow> row = snapshot.linked() ? state.row() : Optional.empty();
          if (row.filter(SnapshotRow::linkedMirror).isPresent()) {
            return Look.reached();
          }
          boolean brokenOff =
              !snapshot.linked()
                  || row.filter(it -> it.isA(SnapshotType.BROKEN_OFF_VOLUME)).isPresent();
          return brokenOff
              ? state.mayAct("it is not reattached", reattaching)
              : Look.blocked("it is a volume of its own");
        });
  }

  private List<String> command() {
    return snapshot.family() == Family.INSTANT
        ? VxvmCommands.reattach(new SnapshotPair(snapshot.source().orElseThrow(), snapshot.id()))
        : VxvmCommands.snapbackAll(snapshot.id());
  }
}
