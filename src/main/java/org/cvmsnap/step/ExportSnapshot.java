package org.cvmsnap.step;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.cluster.SnapshotTarget;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.ldm.LdmCommands;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.Machine;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.VxvmCommands;

/** A virtual disk server exports the snapshot. */
public record ExportSnapshot(Machine control, SnapshotTarget snapshot, BackEnd backEnd)
    implements SiteStep.Preparing {
  @Override
  public boolean undoneOnFailure() {
    return true;
  }

  @Override
  public Goal goal(Site site, History history) {
    SnapshotState state = new SnapshotState(site, control, snapshot);
    Invocation exporting = here(LdmCommands.addVdsdev(backEnd));
    return Goal.of(
        subject(snapshot.id().toString()),
        NodeDisks.LIMITS,
        List.of(exporting),
        acts -> {
          List<BackEnd> namesakes = new NodeDisks(site.ldm(control)).namesakes(backEnd);
          if (namesakes.isEmpty()) {
            return state.mayAct(NodeDisks.described(backEnd) + " is not exported", exporting);
          }
          if (!namesakes.stream()
              .allMatch(each -> each.vxvmVolume().equals(backEnd.vxvmVolume()))) {
            return Look.blocked(NodeDisks.described(backEnd) + " exports something else");
          }
          return namesakes.stream().allMatch(this::asMeant)
              ? Look.reached()
              : Look.blocked(NodeDisks.described(backEnd) + " exports it in another way");
        });
  }

  /** A snapshot that is to be read only is not to be written to by whoever exported it so. */
  private boolean asMeant(BackEnd found) {
    return Set.copyOf(found.options()).equals(Set.copyOf(backEnd.options()));
  }

  /**
   * A guest that somebody has given it may have written to it: while that cannot be taken back, the
   * snapshot is not said to be proven any more.
   */
  @Override
  public Optional<Goal> undoing(Site site) {
    Goal stopping = new StopExport(control, backEnd).goal(site, History.NONE);
    Invocation unproving = here(VxvmCommands.removetag(snapshot.id(), List.of(Tags.PROOF)));
    return Optional.of(
        new Goal.Parts(
            stopping.subject(),
            acts -> stopping.limits(acts).attempts(NodeDisks.LIMITS.attempts() + 1),
            stopping.commands(),
            stopping.byHand(),
            acts -> {
              Look look = stopping.look(acts);
              return look instanceof Look.Blocked && marked(site)
                  ? Look.owed(look.why() + ", which may write to it", unproving)
                  : look;
            }));
  }

  private boolean marked(Site site) throws NotLearnedException, InterruptedException {
    return !backEnd.readOnly() && site.vxvm(control).tags(snapshot.id()).containsKey(Tags.PROOF);
  }
}
