package org.cvmsnap.workflow;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.cvmsnap.cluster.NodeInquiry;
import org.cvmsnap.cluster.OpenVolumes;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.ldm.Ldm;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Nearest;
import org.cvmsnap.site.Site;

/** The guests that a name may mean: the domains of all nodes, and those of which snapshots tell. */
final class KnownGuests {
  private KnownGuests() {}

  /**
   * A guest of which there is no snapshot has to be a domain of some node at least; where that
   * cannot be learned, it is taken to be.
   *
   * @param told the guests of which snapshots tell
   * @throws RefusedException when it is neither
   */
  static void require(Site site, Machine control, String guest, Collection<String> told)
      throws InterruptedException {
    TreeSet<String> names = new TreeSet<>(told);
    if (names.contains(guest)) {
      return;
    }
    Set<String> domains = domains(site, control);
    names.addAll(domains);
    if (!domains.isEmpty() && !names.contains(guest)) {
      throw new RefusedException(
          "There is no domain '" + guest + "', nor a snapshot of one.",
          Nearest.ask(guest, names, "See: cvmsnap topology."));
    }
  }

  /** The domains of all nodes; none where that cannot be learned. */
  static Set<String> domains(Site site, Machine control) throws InterruptedException {
    Set<String> names = new TreeSet<>();
    try {
      for (Machine node : new OpenVolumes(site, control).nodes()) {
        for (Domain domain : NodeInquiry.domains(site.ldm(node), Ldm::domains, List.<Domain>of())) {
          names.add(domain.name().value());
        }
      }
    } catch (NotLearnedException e) {
      return Set.of();
    }
    return names;
  }
}
