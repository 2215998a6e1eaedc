package org.cvmsnap.model;

/**
 * A node as CVM sees it.
 *
 * @param cvmId its number in CVM
 * @param cmId its number in the cluster manager (LLT)
 * @param state as {@code vxclustadm nidmap} words it, such as {@code Joined: Slave}
 */
public record ClusterMember(String name, int cvmId, int cmId, String state) {
  /** It is out of the cluster for certain. Else, also on its way, it may have volumes open. */
  public boolean out() {
    return state.equalsIgnoreCase("Out of Cluster");
  }

  /** It is the master, on which shared disk groups are changed. */
  public boolean master() {
    return state.startsWith("Joined") && state.endsWith("Master");
  }
}
