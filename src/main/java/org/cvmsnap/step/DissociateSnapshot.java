package org.cvmsnap.step;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.cluster.SnapshotTarget;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Look;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.Machine;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.VxvmCommands;

/**
 * The snapshot is not tied to its source, and is a volume of its own. One that somebody else has
 * cut meanwhile is theirs, and nothing that follows may remove it. Of a traditional snapshot VxVM
 * may not tell whether it is, as it has no list of them without FastResync: where it was never seen
 * in that list, the command's own word has to do, and where an earlier process had begun on it, a
 * command that is refused has nothing left to cut.
 */
public record DissociateSnapshot(Machine control, SnapshotTarget snapshot)
    implements SiteStep.Preparing {

  @Override
  public Goal goal(Site site, History history) {
    SnapshotState state = new SnapshotState(site, control, snapshot);
    boolean begunBefore = history.acted(DissociateSnapshot.class::isInstance).isPresent();
    Ties ties = new Ties(state, begunBefore);
    Invocation cutting =
        here(
            snapshot.family() == Family.INSTANT
                ? VxvmCommands.dis(snapshot.id())
                : VxvmCommands.snapclear(snapshot.id()));
    return Goal.of(
        subject(snapshot.id().toString()),
        ONE_COMMAND,
        List.of(cutting),
        acts -> {
          if (!state.there()) {
            return gone(history);
          }
          boolean instant = snapshot.family() == Family.INSTANT;
          boolean tied = instant ? state.row().isPresent() : ties.asFarAsKnown(acts);
          if (!tied && instant && acts.none() && !begunBefore) {
            return Look.blocked("somebody has made it a volume of its own");
          }
          return tied ? state.mayAct("it is still tied to its source", cutting) : Look.reached();
        });
  }

  /**
   * What somebody has removed between the death of one process and the recovery by another is cut
   * off for good, and keeps nothing from its end.
   */
  private static Look gone(History history) {
    return history.resumed()
        ? Look.reached("it is gone: somebody has removed it")
        : Look.blocked("it is gone");
  }

  /** What is known of the tie of a traditional snapshot. */
  private static final class Ties {
    private final SnapshotState state;
    private final boolean begunBefore;
    private boolean seen;

    Ties(SnapshotState state, boolean begunBefore) {
      this.state = state;
      this.begunBefore = begunBefore;
    }

    boolean asFarAsKnown(Acts acts) throws InterruptedException {
      boolean cut =
          !acts.none() && acts.last().answered() && (acts.last().said().isEmpty() || begunBefore);
      Optional<Boolean> listed = state.tied();
      seen |= listed.orElse(false);
      return seen ? listed.orElse(!cut) : !cut;
    }
  }
}
