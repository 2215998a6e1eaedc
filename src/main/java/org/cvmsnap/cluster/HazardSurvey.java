package org.cvmsnap.cluster;

import java.util.ArrayList;
import java.util.List;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.ldm.Ldm;
import org.cvmsnap.model.Dependency;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.GuestName;

/** Asks for what does not speak against an outage, but should be known before it. */
final class HazardSurvey {
  private final Ldm ldm;
  private final GuestName guest;
  private final List<Domain> domains;

  /**
   * @param domains of the machine
   */
  HazardSurvey(Ldm ldm, GuestName guest, List<Domain> domains) {
    this.ldm = ldm;
    this.guest = guest;
    this.domains = domains;
  }

  /**
   * What was found. That something cannot be learned is told, and speaks against nothing.
   *
   * @param found sentences on what was found elsewhere
   */
  OutageFacts.Hazards learn(List<String> found) throws InterruptedException {
    List<String> others = new ArrayList<>(found);
    List<Dependency> dependencies = List.of();
    if (domains.size() > 2) { // there is somebody beside the guest and the control domain
      try {
        dependencies = ldm.dependencies();
      } catch (NotLearnedException e) {
        others.add("Which domains depend on which cannot be learned: " + e.why() + ".");
      }
      others.addAll(policies());
      others.addAll(exhausted());
    }
    return new OutageFacts.Hazards(dependencies, others);
  }

  /** What another domain could only get from what the guest frees. */
  private List<String> exhausted() throws InterruptedException {
    try {
      List<String> exhausted = ldm.exhausted();
      return exhausted.isEmpty()
          ? List.of()
          : List.of(
              "The machine has no %s to spare: if another domain is given those that %s frees, it cannot be bound again."
                  .formatted(String.join(" and no ", exhausted), guest));
    } catch (NotLearnedException e) {
      return List.of("Whether CPUs and memory are free cannot be learned: " + e.why() + ".");
    }
  }

  /** Who may take what the guest frees, so that it could not be bound again. */
  private List<String> policies() throws InterruptedException {
    try {
      return ldm.policies().stream()
          .filter(domain -> !domain.equals(guest))
          .map(
              domain ->
                  "%s has a resource policy that is enabled, and may take the CPUs that %s frees until it is bound again."
                      .formatted(domain, guest))
          .toList();
    } catch (NotLearnedException e) {
      return List.of("Which domains have resource policies cannot be learned: " + e.why() + ".");
    }
  }
}
