package org.cvmsnap.step;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeId;

/**
 * Whether a guest that is not up here is up on another node: a cluster manager has brought it up
 * there, or an operator has. A second one on the same volumes would destroy them.
 */
final class Elsewhere {
  private Elsewhere() {}

  /**
   * That the guest is back, where it is active on a node that has a volume of its open.
   *
   * @param open where its volumes are open: the names of the nodes
   * @return empty where it is not, or nobody says so
   */
  static Optional<Look> of(Site site, GuestName guest, Map<VolumeId, List<String>> open)
      throws InterruptedException {
    List<String> nodes = open.values().stream().flatMap(Collection::stream).distinct().toList();
    for (String node : nodes) {
      if (isUp(site, Machine.node(node), guest)) {
        return Optional.of(Look.reached("is up on " + node));
      }
    }
    return Optional.empty();
  }

  private static boolean isUp(Site site, Machine node, GuestName guest)
      throws InterruptedException {
    try {
      return site.ldm(node).domains().stream()
          .anyMatch(each -> each.name().equals(guest) && each.state() == DomainState.ACTIVE);
    } catch (NotLearnedException e) {
      return false; // its volumes are open there all the same, so it is not started here
    }
  }
}
