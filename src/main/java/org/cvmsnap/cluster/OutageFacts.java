package org.cvmsnap.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.model.Dependency;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.Family;
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
 * @param reconfiguration what tells whether disks can be taken from a guest that runs; learned only
 *     where that is asked for
 */
public record OutageFacts(
    Machine control,
    GuestName controlName,
    List<Domain> domains,
    GuestFacts guest,
    List<Node> nodes,
    Map<GroupName, GroupFacts> groups,
    VcsFacts vcs,
    Hazards hazards,
    Fence fence,
    GuestLock lock,
    Reconfiguration reconfiguration) {
  public OutageFacts {
    domains = List.copyOf(domains);
    nodes = List.copyOf(nodes);
    groups = Map.copyOf(groups);
  }

  /** The record of a volume, where its group was surveyed. */
  public Optional<VolumeRecord> record(VolumeId volume) {
    return group(volume).flatMap(found -> found.layout().volume(volume.name()));
  }

  public Optional<GroupFacts> group(VolumeId volume) {
    return Optional.ofNullable(groups.get(volume.group()));
  }

  /** How snapshots of the volume are worked with; empty where VxVM does not tell. */
  public Optional<Family> family(VolumeId volume) {
    return group(volume).flatMap(group -> group.family(volume.name()));
  }

  /** Who uses a volume, on all nodes. */
  public VolumeUse use(VolumeId volume) {
    return new VolumeUse(
        nodes.stream()
            .filter(node -> node.open().contains(volume))
            .map(node -> node.node().name())
            .toList(),
        nodes.stream()
            .flatMap(
                node -> new Exposures(node.node(), node.disks(), List.of()).of(volume).stream())
            .toList(),
        List.of());
  }

  /**
   * What has to be known before volumes are fenced.
   *
   * @param master the node that changes shared disk groups; empty where nobody tells
   * @param readable the volumes of which VxVM says whether one node alone may open them
   */
  public record Fence(Optional<String> master, Set<VolumeId> readable) {
    /** Where nothing is to be fenced. */
    public static final Fence NONE = new Fence(Optional.empty(), Set.of());

    public Fence {
      readable = Set.copyOf(readable);
    }
  }

  /**
   * What has to be so for disks to be taken from a guest that runs; each is empty text where it is
   * not known.
   *
   * @param softState what the domain says of its operating system
   * @param drd the state of the service in the guest that lets go of devices
   * @param fileSystems the state of the service that mounts file systems at boot
   */
  public record Reconfiguration(String softState, String drd, String fileSystems) {
    /** Where none are to be taken. */
    public static final Reconfiguration NONE = new Reconfiguration("", "", "");
  }

  /**
   * What the survey found that does not speak against an outage, but that an operator wants to know
   * before it.
   *
   * @param dependencies which domains of this machine depend on which
   * @param others sentences on the health of the cluster, on how VCS watches the guest, and on the
   *     guest itself
   */
  public record Hazards(List<Dependency> dependencies, List<String> others) {
    public static final Hazards NONE = new Hazards(List.of(), List.of());

    public Hazards {
      dependencies = List.copyOf(dependencies);
      others = List.copyOf(others);
    }

    /** A sentence for each. */
    public List<String> described(GuestName guest) {
      List<String> told = new ArrayList<>();
      List<String> slaves =
          dependencies.stream()
              .filter(each -> each.masters().contains(guest))
              .map(each -> each.domain().value())
              .toList();
      dependencies.stream()
          .filter(each -> each.domain().equals(guest))
          .map(Dependency::failurePolicy)
          .filter(policy -> !slaves.isEmpty() && !policy.equals("ignore"))
          .forEach(
              policy ->
                  told.add(
                      "%s is the master of %s with failure-policy=%s, which may act on them when it stops."
                          .formatted(guest, String.join(", ", slaves), policy)));
      told.addAll(others);
      return List.copyOf(told);
    }
  }

  /**
   * What the survey found on one node of the cluster.
   *
   * @param disks the virtual disks of all its domains
   * @param open which of the guest's volumes are open there
   * @param namesake the state of the domain there that has the guest's name; empty where there is
   *     none that has disks
   */
  public record Node(
      Machine node, List<Disk> disks, Set<VolumeId> open, Optional<DomainState> namesake) {
    public Node {
      disks = List.copyOf(disks);
      open = Set.copyOf(open);
    }

    /**
     * Whether it has the guest's own definition, for the day on which this node fails: a domain of
     * its name that is inactive, with the very same volumes.
     *
     * @param volumes of the guest
     */
    public boolean standby(GuestName guest, List<VolumeId> volumes) {
      List<VolumeId> there =
          disks.stream()
              .filter(disk -> disk.vdisk().domain().equals(guest))
              .flatMap(disk -> disk.volume().stream())
              .toList();
      return namesake.equals(Optional.of(DomainState.INACTIVE))
          && Set.copyOf(there).equals(Set.copyOf(volumes));
    }

    /** The disks that have the volume as their back end, of whatever domain and path. */
    public List<Disk> showing(VolumeId volume) {
      return disks.stream()
          .filter(disk -> disk.volume().filter(volume::equals).isPresent())
          .toList();
    }
  }
}
