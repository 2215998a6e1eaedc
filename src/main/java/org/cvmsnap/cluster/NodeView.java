package org.cvmsnap.cluster;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.ClusterMember;
import org.cvmsnap.model.DiskGroup;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeId;

/**
 * What one node says of itself, its domains and the volumes it has open.
 *
 * @param here whether cvmsnap works there
 * @param member how it stands to the cluster; empty where that is not known
 * @param unused what its virtual disk servers export to no domain
 * @param groups the disk groups that it has imported, shared or not
 * @param open the volumes that it says are open there
 * @param closed the volumes that it says are not
 * @param unknown what it could not be asked, and why
 * @param plain whether it is a machine without logical domains
 */
public record NodeView(
    String name,
    boolean here,
    Optional<ClusterMember> member,
    List<DomainView> domains,
    List<BackEnd> unused,
    List<DiskGroup> groups,
    Set<VolumeId> open,
    Set<VolumeId> closed,
    List<String> unknown,
    boolean plain) {
  public NodeView {
    domains = List.copyOf(domains);
    unused = List.copyOf(unused);
    groups = List.copyOf(groups);
    open = Set.copyOf(open);
    closed = Set.copyOf(closed);
    unknown = List.copyOf(unknown);
  }

  /** The same with these domains. */
  public NodeView with(List<DomainView> others) {
    return with(others, unused);
  }

  NodeView with(List<DomainView> others, List<BackEnd> exports) {
    return new NodeView(name, here, member, others, exports, groups, open, closed, unknown, plain);
  }

  /** The group that a path in that node means, where it is known. */
  Optional<DiskGroup> group(GroupName group) {
    return groups.stream().filter(each -> each.name().equals(group)).findFirst();
  }

  /** The machine through which cvmsnap reaches it. */
  public Machine machine() {
    return here ? Machine.controlDomain(name) : Machine.node(name);
  }
}
