package org.cvmsnap.step;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cvmsnap.cluster.SnapshotTarget;
import org.cvmsnap.cluster.VolumeUse;
import org.cvmsnap.cluster.VolumeUsers;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.ldm.LdmCommands;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VirtualDisk;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.site.Site;

/**
 * The guest has a disk behind which the snapshot is, and nobody else has.
 *
 * @param disk the disk's name
 * @param id the disk's number; empty where the manager is to choose it
 */
public record AddDisk(
    Machine control,
    SnapshotTarget snapshot,
    GuestName guest,
    String disk,
    OptionalInt id,
    BackEnd backEnd)
    implements SiteStep.Preparing {
  @Override
  public boolean undoneOnFailure() {
    return true;
  }

  @Override
  public Goal goal(Site site, History history) {
    Invocation adding =
        here(LdmCommands.addVdisk(id, disk, backEnd.volume(), backEnd.service(), guest));
    return Goal.of(
        subject(guest + "/" + disk), NodeDisks.LIMITS, List.of(adding), acts -> look(site, adding));
  }

  private Look look(Site site, Invocation adding) throws NotLearnedException, InterruptedException {
    if (!new NodeDisks(site.ldm(control)).exported(backEnd)) {
      return Look.blocked(NodeDisks.described(backEnd) + " does not export it");
    }
    List<VirtualDisk> namesakes =
        site.ldm(control).disks().stream()
            .filter(each -> each.domain().equals(guest))
            .filter(each -> each.name().equals(disk))
            .toList();
    if (!namesakes.isEmpty()) {
      return namesakes.stream().allMatch(each -> each.shows(backEnd))
          ? Look.reached()
          : Look.blocked(guest + " has another disk " + disk);
    }
    VolumeUse use = new VolumeUsers(site, control).of(snapshot.id()).without(backEnd);
    return use.free()
        ? Look.owed(guest + " has no disk " + disk, adding)
        : Look.blocked("it " + use.described());
  }

  @Override
  public Optional<Goal> undoing(Site site) {
    return Optional.of(new RemoveDisk(control, guest, disk, backEnd).goal(site, History.NONE));
  }
}
