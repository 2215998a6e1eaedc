package org.cvmsnap.plan.snapshot;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.SnapshotFacts;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VirtualDisk;
import org.cvmsnap.model.VolumeId;

/**
 * What has to be known before a snapshot is given to a guest as a disk.
 *
 * @param control the node on which the guest is
 * @param snapshots all snapshots that there are
 * @param domains those of the node, as are the disks and what is exported
 */
public record ExportFacts(
    Machine control,
    SnapshotFacts snapshot,
    Collection<SnapshotFacts> snapshots,
    List<Domain> domains,
    List<VirtualDisk> disks,
    List<BackEnd> backEnds) {
  public ExportFacts {
    snapshots = List.copyOf(snapshots);
    domains = List.copyOf(domains);
    disks = List.copyOf(disks);
    backEnds = List.copyOf(backEnds);
  }

  Optional<Domain> domain(GuestName guest) {
    return domains.stream().filter(each -> each.name().equals(guest)).findFirst();
  }

  List<VirtualDisk> disksOf(GuestName guest) {
    return disks.stream().filter(disk -> disk.domain().equals(guest)).toList();
  }

  Optional<VolumeId> volume(VirtualDisk disk) {
    return backEnds.stream()
        .filter(disk::shows)
        .flatMap(each -> each.vxvmVolume().stream())
        .findFirst();
  }

  /**
   * The volumes that hold what the snapshot held at some time, and so carry the same identities:
   * the source, its other snapshots, and the snapshots of this one.
   */
  Set<VolumeId> alike() {
    Set<VolumeId> alike =
        snapshots.stream()
            .filter(each -> each.target().source().isPresent())
            .filter(
                each ->
                    each.target().source().equals(snapshot.target().source())
                        || each.target().source().equals(Optional.of(snapshot.id())))
            .map(SnapshotFacts::id)
            .collect(Collectors.toSet());
    snapshot.target().source().ifPresent(alike::add);
    return alike;
  }
}
