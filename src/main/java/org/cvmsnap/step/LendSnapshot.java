package org.cvmsnap.step;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.cvmsnap.cluster.SnapshotTarget;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Look;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.run.Debt;
import org.cvmsnap.site.Site;

/**
 * A guest has the snapshot as a disk for as long as it takes to ask it, and nobody else has. It is
 * taken away again whatever came of that, and never by force.
 *
 * @param disk the disk's name
 * @param id the disk's number
 */
public record LendSnapshot(
    Machine control, SnapshotTarget snapshot, GuestName guest, String disk, int id, BackEnd backEnd)
    implements SiteStep.Preparing {

  @Override
  public Optional<Debt> debt() {
    return Optional.of(
        Debt.ofRun("lent", "%s has to be taken from %s".formatted(snapshot.id(), guest)));
  }

  /** The guest is only a means: others are kept off by what locks the snapshot. */
  @Override
  public boolean keepsOthersOff() {
    return false;
  }

  /** What nobody waits for any more is not lent anew. */
  @Override
  public boolean undoneOnFailure() {
    return true;
  }

  @Override
  public Goal goal(Site site, History history) {
    return inOrder(
        "lend-snapshot",
        new ExportSnapshot(control, snapshot, backEnd).goal(site, history),
        new AddDisk(control, snapshot, guest, disk, OptionalInt.of(id), backEnd)
            .goal(site, history));
  }

  /** The guest has no such disk, and nothing is exported for it. */
  @Override
  public Goal repayment(Site site, boolean resumed) {
    return inOrder(
        "take-back-snapshot",
        new RemoveDisk(control, guest, disk, backEnd).goal(site, History.NONE),
        new StopExport(control, backEnd).goal(site, History.NONE));
  }

  private Goal inOrder(String kind, Goal first, Goal second) {
    return Goal.of(
        subject(kind, snapshot.id() + " " + guest),
        NodeDisks.LIMITS.attempts(2 * NodeDisks.LIMITS.attempts()),
        Stream.of(first, second).flatMap(goal -> goal.commands().stream()).toList(),
        acts -> {
          Look look = first.look(acts);
          return look instanceof Look.Reached ? second.look(acts) : look;
        });
  }
}
