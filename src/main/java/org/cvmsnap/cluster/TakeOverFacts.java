package org.cvmsnap.cluster;

import java.util.List;
import java.util.Map;
import org.cvmsnap.model.ClusterMember;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.Machine;

/**
 * What has to be known before a guest is brought up here that was on a node which is gone.
 *
 * @param outage what is known of the guest and its volumes
 * @param members the nodes as CVM sees them, also those that have left
 * @param elsewhere the domains on every other node that is in the cluster
 */
public record TakeOverFacts(
    OutageFacts outage, List<ClusterMember> members, Map<Machine, List<Domain>> elsewhere) {
  public TakeOverFacts {
    members = List.copyOf(members);
    elsewhere = Map.copyOf(elsewhere);
  }
}
