package org.cvmsnap.model;

import java.util.Optional;

/**
 * How the node that was asked stands to its CVM cluster.
 *
 * @param active whether it is a member
 * @param role empty when it is none, or when its role is not settled
 * @param master the name of the master, where it is told
 */
public record ClusterMode(boolean active, Optional<Role> role, Optional<String> master) {
  /** A member's part in the cluster. */
  public enum Role {
    /** Changes the configuration of shared disk groups. */
    MASTER,
    /** Passes such changes on to the master, or refuses them. */
    SLAVE
  }
}
