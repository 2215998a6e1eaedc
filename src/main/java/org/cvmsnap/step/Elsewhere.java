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
  private final Site site;
  private final Machine control;
  private final GuestName guest;
  private final List<VolumeId> exclusive;
  private final boolean accepted;

  /**
   * @param exclusive the volumes that tell where the guest is: nobody else opens them
   * @param accepted whether it will do that the guest is up on another node
   */
  Elsewhere(
      Site site, Machine control, GuestName guest, List<VolumeId> exclusive, boolean accepted) {
    this.site = site;
    this.control = control;
    this.guest = guest;
    this.exclusive = exclusive;
    this.accepted = accepted;
  }

  /** As {@link #up(Map)}, once it is asked where the volumes are open. */
  Optional<Look> up() throws NotLearnedException, InterruptedException {
    return accepted ? up(new Openness(site, control).elsewhere(exclusive)) : Optional.empty();
  }

  /**
   * That the guest is back, where it is active on a node that has a volume of its open.
   *
   * @param open where its volumes are open: the names of the nodes
   * @return empty where it is not, where nobody says so, or where that will not do
   */
  Optional<Look> up(Map<VolumeId, List<String>> open) throws InterruptedException {
    if (!accepted) {
      return Optional.empty();
    }
    List<String> nodes =
        open.values().stream()
            .flatMap(Collection::stream)
            .distinct()
            .filter(node -> !node.equals(control.name()))
            .toList();
    for (String node : nodes) {
      if (isUp(Machine.node(node))) {
        return Optional.of(Look.reached("is up on " + node));
      }
    }
    return Optional.empty();
  }

  private boolean isUp(Machine node) throws InterruptedException {
    try {
      return site.ldm(node).domains().stream()
          .anyMatch(each -> each.name().equals(guest) && each.state() == DomainState.ACTIVE);
    } catch (NotLearnedException e) {
      return false; // its volumes are open there all the same, so it is not started here
    }
  }
}
