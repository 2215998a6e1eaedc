package org.cvmsnap.step;

import java.util.Optional;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.ServiceGroup;
import org.cvmsnap.plan.OwnerGroup;

/**
 * Whether VCS is bringing a guest up, or has it up, on another node. A frozen group does not move,
 * but somebody may have unfrozen it, and before the guest's volumes are open there a moment passes.
 */
final class OtherStarts {
  private final Site site;
  private final Machine control;
  private final Optional<OwnerGroup> owner;

  OtherStarts(Site site, Machine control, Optional<OwnerGroup> owner) {
    this.site = site;
    this.control = control;
    this.owner = owner;
  }

  /**
   * Why the guest must not be bound or started here. An engine that does not answer is no reason to
   * keep it down: whether its volumes are closed everywhere is asked besides.
   */
  Optional<String> why() throws InterruptedException {
    if (owner.isEmpty()) {
      return Optional.empty();
    }
    try {
      OwnerGroup known = owner.get();
      ServiceGroup group = site.vcs(control).group(known.group(), known.resource());
      return group.isElsewhere(known.system())
          ? Optional.of("VCS has it elsewhere, or is starting it there: " + group.told())
          : Optional.empty();
    } catch (NotLearnedException e) {
      return Optional.empty();
    }
  }
}
