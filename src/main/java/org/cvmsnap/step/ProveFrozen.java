package org.cvmsnap.step;

import java.time.Duration;
import java.util.Optional;
import org.cvmsnap.cluster.OwnerGroup;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.ServiceGroup;
import org.cvmsnap.site.Site;

/**
 * The service group of the guest still is frozen, just before the guest goes down, and VCS has it
 * nowhere else: somebody has seen to that, and may have ended it since. There is nothing to do
 * about it but to look.
 */
public record ProveFrozen(Machine control, OwnerGroup owner) implements SiteStep.InOutage {

  @Override
  public Goal goal(Site site, History history) {
    return Goal.watching(
        subject(owner.group()),
        Limits.watching(Duration.ofSeconds(30)),
        acts -> against(site, control, owner).orElseGet(Look::reached));
  }

  /** What speaks against it that VCS leaves the guest alone; empty where nothing does. */
  static Optional<Look> against(Site site, Machine control, OwnerGroup owner)
      throws NotLearnedException, InterruptedException {
    ServiceGroup group = site.vcs(control).group(owner.group(), owner.resource());
    if (!group.frozen()) {
      return Optional.of(
          Look.blocked(
              "service group %s is not frozen any more, so VCS may start the guest: %s"
                  .formatted(owner.group(), group.described())));
    }
    return group.mayRunBut(owner.system())
        ? Optional.of(
            Look.blocked(
                "service group %s is not off on every other node, or in transition: %s"
                    .formatted(owner.group(), group.described())))
        : Optional.empty();
  }
}
