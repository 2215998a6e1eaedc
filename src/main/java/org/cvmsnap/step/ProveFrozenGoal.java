package org.cvmsnap.step;

import java.time.Duration;
import java.util.Optional;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.ServiceGroup;
import org.cvmsnap.plan.OwnerGroup;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;

/**
 * The service group of the guest is frozen, and VCS has it nowhere else: somebody has seen to that,
 * and may have ended it since. There is nothing to do about it but to look.
 */
final class ProveFrozenGoal extends WatchingGoal {
  private final Site site;
  private final StepSpec.ProveFrozen spec;

  ProveFrozenGoal(Site site, StepSpec.ProveFrozen spec) {
    this.site = site;
    this.spec = spec;
  }

  @Override
  public Subject subject() {
    return new Subject("prove-frozen", spec.owner().group(), spec.control().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    return against(site, spec.control(), spec.owner()).orElseGet(Look::reached);
  }

  /** What speaks against it that VCS leaves the guest alone; empty where nothing does. */
  static Optional<Look> against(Site site, Machine control, OwnerGroup owner)
      throws NotLearnedException, InterruptedException {
    ServiceGroup group = site.vcs(control).group(owner.group(), owner.resource());
    if (!group.frozen()) {
      return Optional.of(
          Look.blocked(
              "service group %s is not frozen any more, so VCS may start the guest: %s"
                  .formatted(owner.group(), group.told())));
    }
    return group.mayRunBut(owner.system())
        ? Optional.of(
            Look.blocked(
                "service group %s is not off on every other node, or in transition: %s"
                    .formatted(owner.group(), group.told())))
        : Optional.empty();
  }

  @Override
  public Duration patience() {
    return Duration.ofSeconds(30);
  }
}
