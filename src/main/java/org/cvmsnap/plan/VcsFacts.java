package org.cvmsnap.plan;

import java.util.List;
import org.cvmsnap.model.ServiceGroup;

/**
 * What the survey found of the cluster manager.
 *
 * @param owners the service groups that hold a resource for the guest
 * @param open whether its configuration is open for changes
 */
public record VcsFacts(List<ServiceGroup> owners, boolean open) {
  /** No cluster manager has anything to do with the guest, or is to be asked. */
  public static final VcsFacts NONE = new VcsFacts(List.of(), false);

  public VcsFacts {
    owners = List.copyOf(owners);
  }

  /** Whether a group may run the guest on that system. */
  boolean homeOf(String system) {
    return owners.stream()
        .anyMatch(owner -> owner.states().keySet().stream().anyMatch(s -> same(s, system)));
  }

  /** Whether both name one machine: VCS may know it by its full name. */
  static boolean same(String system, String node) {
    return first(system).equals(first(node));
  }

  private static String first(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
