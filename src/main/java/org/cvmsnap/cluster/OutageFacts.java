package org.cvmsnap.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeRecord;

/**
 * All that has to be known before a guest is taken down for its volumes.
 *
 * @param control the control domain that cvmsnap works in
 * @param controlName its name as a domain, which is the name that serves its guests' disks
 * @param domains all domains of this machine
 * @param nodes every node of the cluster, this one first
 * @param groups the disk groups that the guest's disks are in
 * @param vcs what the cluster manager has to do with the guest
 * @param hazards what does not speak against it, but should be known
 * @param fence what speaks for or against fencing the volumes; learned only where that is asked for
 * @param lock which run has the guest, on whatever node
 */
public record OutageFacts(
    Machine control,
    GuestName controlName,
    List<Domain> domains,
    GuestFacts guest,
    List<NodeFacts> nodes,
    Map<GroupName, GroupFacts> groups,
    VcsFacts vcs,
    Hazards hazards,
    FenceFacts fence,
    GuestLock lock) {
  public OutageFacts {
    domains = List.copyOf(domains);
    nodes = List.copyOf(nodes);
    groups = Map.copyOf(groups);
  }

  /** Where no cluster manager has anything to do with the guest. */
  public OutageFacts(
      Machine control,
      GuestName controlName,
      List<Domain> domains,
      GuestFacts guest,
      List<NodeFacts> nodes,
      Map<GroupName, GroupFacts> groups) {
    this(
        control,
        controlName,
        domains,
        guest,
        nodes,
        groups,
        VcsFacts.NONE,
        Hazards.NONE,
        FenceFacts.NONE,
        GuestLock.NONE);
  }

  /** The record of a volume, where its group was surveyed. */
  public Optional<VolumeRecord> record(VolumeId volume) {
    return group(volume).flatMap(found -> found.layout().volume(volume.name()));
  }

  public Optional<GroupFacts> group(VolumeId volume) {
    return Optional.ofNullable(groups.get(volume.group()));
  }

  /** Who uses a volume, on all nodes. */
  public VolumeUse use(VolumeId volume) {
    return new VolumeUse(
        nodes.stream()
            .filter(node -> node.open().contains(volume))
            .map(node -> node.node().name())
            .toList(),
        nodes.stream()
            .flatMap(node -> Exposure.of(volume, node.node(), node.disks(), List.of()).stream())
            .toList(),
        List.of());
  }
}
