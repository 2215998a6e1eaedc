package org.cvmsnap.cluster;

import java.util.ArrayList;
import java.util.List;
import org.cvmsnap.model.Dependency;
import org.cvmsnap.model.GuestName;

/**
 * What the survey found that does not speak against an outage, but that an operator wants to know
 * before it.
 *
 * @param dependencies which domains of this machine depend on which
 * @param cluster sentences on the health of the cluster and on how VCS watches the guest
 */
public record Hazards(List<Dependency> dependencies, List<String> cluster) {
  public static final Hazards NONE = new Hazards(List.of(), List.of());

  public Hazards {
    dependencies = List.copyOf(dependencies);
    cluster = List.copyOf(cluster);
  }

  /** A sentence for each. */
  public List<String> described(GuestName guest) {
    List<String> told = new ArrayList<>();
    List<String> slaves =
        dependencies.stream()
            .filter(each -> each.masters().contains(guest))
            .map(each -> each.domain().value())
            .toList();
    dependencies.stream()
        .filter(each -> each.domain().equals(guest))
        .map(Dependency::failurePolicy)
        .filter(policy -> !slaves.isEmpty() && !policy.equals("ignore"))
        .forEach(
            policy ->
                told.add(
                    "%s is the master of %s with failure-policy=%s, which may act on them when it stops."
                        .formatted(guest, String.join(", ", slaves), policy)));
    told.addAll(cluster);
    return List.copyOf(told);
  }
}
