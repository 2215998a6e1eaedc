package org.cvmsnap.cluster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.ldm.Ldm;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.ClusterMember;
import org.cvmsnap.model.DiskGroup;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VirtualDisk;
import org.cvmsnap.model.VolumeAttributes;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.Vxvm;

/**
 * What one node answers: three commands for its domains, one for its disk groups, and one for each
 * of these. A question that it does not answer ends the questions of its kind.
 */
public final class NodeReading {
  private final Machine node;
  private final boolean here;
  private final Optional<ClusterMember> member;
  private final List<DomainView> domains = new ArrayList<>();
  private final List<BackEnd> backEnds = new ArrayList<>();
  private final List<DiskGroup> groups = new ArrayList<>();
  private final Map<GroupName, List<VolumeAttributes>> attributes = new LinkedHashMap<>();
  private final List<String> unknown = new ArrayList<>();
  private boolean plain;

  private NodeReading(Machine node, boolean here, Optional<ClusterMember> member) {
    this.node = node;
    this.here = here;
    this.member = member;
  }

  public static NodeReading of(
      Site site, Machine node, boolean here, Optional<ClusterMember> member)
      throws InterruptedException {
    NodeReading reading = new NodeReading(node, here, member);
    reading.domains(site.ldm(node));
    reading.groups(site.vxvm(node));
    return reading;
  }

  private void domains(Ldm ldm) throws InterruptedException {
    try {
      List<Domain> found = ldm.domains();
      found.forEach(domain -> domains.add(new DomainView(domain, List.of())));
      Map<GuestName, List<VirtualDisk>> disks =
          ldm.disks().stream().collect(Collectors.groupingBy(VirtualDisk::domain));
      backEnds.addAll(ldm.backEnds());
      BackEnds exports = new BackEnds(backEnds);
      domains.clear();
      for (Domain domain : found) {
        domains.add(
            new DomainView(
                domain,
                disks.getOrDefault(domain.name(), List.of()).stream()
                    .map(disk -> Disk.of(disk, exports))
                    .toList()));
      }
    } catch (NotLearnedException e) {
      plain = absent(ldm);
      if (!plain) {
        unknown.add(e.why());
      }
    }
  }

  private static boolean absent(Ldm ldm) throws InterruptedException {
    try {
      return ldm.absent();
    } catch (NotLearnedException e) {
      return false;
    }
  }

  private void groups(Vxvm vxvm) throws InterruptedException {
    try {
      groups.addAll(vxvm.groups());
      for (DiskGroup group : groups) {
        if (group.enabled()) {
          attributes.put(group.name(), vxvm.attributes(group.name()));
        }
      }
    } catch (NotLearnedException e) {
      unknown.add(e.why());
    }
  }

  public Machine node() {
    return node;
  }

  public List<DiskGroup> groups() {
    return List.copyOf(groups);
  }

  /**
   * What was read, put together.
   *
   * @param data the volumes that somebody may keep data on, by the id of their disk group; of logs
   *     and caches VxVM says that they are open wherever it has them open itself
   */
  public NodeView view(Map<String, Set<VolumeName>> data) {
    Set<VolumeId> open = new HashSet<>();
    Set<VolumeId> closed = new HashSet<>();
    for (DiskGroup group : groups) {
      Set<VolumeName> known = data.getOrDefault(group.id(), Set.of());
      for (VolumeAttributes volume : attributes.getOrDefault(group.name(), List.of())) {
        if (known.contains(volume.name()) && volume.open().isPresent()) {
          (volume.open().get() ? open : closed).add(new VolumeId(group.name(), volume.name()));
        }
      }
    }
    return new NodeView(
        node.name(), here, member, domains, unused(), groups, open, closed, unknown, plain);
  }

  private List<BackEnd> unused() {
    Set<List<String>> used = new HashSet<>();
    for (DomainView domain : domains) {
      for (Disk disk : domain.disks()) {
        disk.paths().forEach(path -> used.add(exported(path)));
      }
    }
    return backEnds.stream().filter(backEnd -> !used.contains(exported(backEnd))).toList();
  }

  /** What tells exports apart (see {@link BackEnd#sameExport}). */
  private static List<String> exported(BackEnd backEnd) {
    return List.of(backEnd.service(), backEnd.volume());
  }
}
