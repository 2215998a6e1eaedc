package org.cvmsnap.cluster;

import java.util.List;
import java.util.Map;
import org.cvmsnap.model.MountResource;
import org.cvmsnap.model.ServiceGroup;

/**
 * What the survey found of the cluster manager.
 *
 * @param owners the service groups that hold a resource for the guest
 * @param open whether its configuration is open for changes
 * @param nodes the nodes of those systems that VCS calls by another name than CVM
 * @param mounts what it mounts in the control domains
 */
public record VcsFacts(
    List<ServiceGroup> owners,
    boolean open,
    Map<String, String> nodes,
    List<MountResource> mounts) {
  /** No cluster manager has anything to do with the guest, or is to be asked. */
  public static final VcsFacts NONE = new VcsFacts(List.of(), false, Map.of(), List.of());

  public VcsFacts {
    owners = List.copyOf(owners);
    nodes = Map.copyOf(nodes);
    mounts = List.copyOf(mounts);
  }

  /** Whether a group may run the guest on that node. */
  public boolean homeOf(String node) {
    return owners.stream()
        .anyMatch(owner -> owner.states().keySet().stream().anyMatch(s -> isOn(s, node)));
  }

  /** Whether the system of VCS is that node. */
  public boolean isOn(String system, String node) {
    return same(nodes.getOrDefault(system, system), node);
  }

  /** The group as a step has to know it, for a guest on that node. */
  public OwnerGroup onNode(ServiceGroup owner, String node) {
    String system =
        owner.states().keySet().stream().filter(s -> isOn(s, node)).findFirst().orElse(node);
    return new OwnerGroup(owner.name(), owner.resource(), system);
  }

  /** Whether both names are one machine's: VCS may know it by its full name. */
  public static boolean same(String system, String node) {
    return first(system).equals(first(node));
  }

  private static String first(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
