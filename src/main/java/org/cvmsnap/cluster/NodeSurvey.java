package org.cvmsnap.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.site.Site;

/** Asks the nodes of the cluster for their disks, and for what they have open. */
final class NodeSurvey {
  private static final int SAMPLES = 3;
  private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(2);

  private final Site site;
  private final Machine control;
  private final GuestName guest;

  NodeSurvey(Site site, Machine control, GuestName guest) {
    this.site = site;
    this.control = control;
    this.guest = guest;
  }

  /** The virtual disks of all domains of a node, with what is behind them. */
  List<Disk> disks(Machine node) throws NotLearnedException, InterruptedException {
    List<Disk> disks = NodeInquiry.domains(site.ldm(node), Disk::all, List.of());
    for (Disk disk : disks) {
      if (disk.ambiguous()) {
        throw new NotLearnedException(
            "on %s several back ends are named %s@%s"
                .formatted(node.name(), disk.vdisk().volume(), disk.vdisk().service()));
      }
    }
    return disks;
  }

  /**
   * What there is on a node. Monitors open volumes for an instant, as the agent CVMVolDg does: what
   * is open and need not be is looked at again. That a volume was closed once proves nothing yet.
   *
   * @param state of the guest here, which has its volumes open unless it is inactive
   */
  OutageFacts.Node node(Machine node, List<Disk> disks, List<VolumeId> known, DomainState state)
      throws NotLearnedException, InterruptedException {
    boolean held = node.equals(control) && state != DomainState.INACTIVE;
    OpenVolumes openness = new OpenVolumes(site, node);
    Set<VolumeId> open = new TreeSet<>(openness.openOn(node, known));
    for (int sample = 1; sample < SAMPLES && !held && !open.isEmpty(); sample++) {
      site.time().sleep(BETWEEN_SAMPLES);
      open.retainAll(openness.openOn(node, known));
    }
    return new OutageFacts.Node(
        node, disks, open, node.equals(control) ? Optional.of(state) : namesake(node, disks));
  }

  /** The state of the domain there that has the guest's name; empty where there is none. */
  private Optional<DomainState> namesake(Machine node, List<Disk> disks)
      throws NotLearnedException, InterruptedException {
    return disks.stream().anyMatch(disk -> disk.vdisk().domain().equals(guest))
        ? Optional.of(site.ldm(node).domain(guest).state())
        : Optional.empty();
  }

  /** The volumes that there are; other nodes know only those of shared disk groups. */
  static List<VolumeId> known(
      List<VolumeId> volumes, Map<GroupName, GroupFacts> groups, boolean shared) {
    return volumes.stream()
        .filter(
            volume ->
                Optional.ofNullable(groups.get(volume.group()))
                    .filter(group -> !shared || group.group().shared())
                    .flatMap(group -> group.layout().volume(volume.name()))
                    .isPresent())
        .toList();
  }
}
