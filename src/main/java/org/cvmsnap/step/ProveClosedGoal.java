package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;

/**
 * No node has any of the volumes open, and VCS is not about to open them: it may have been told to,
 * or have lost its freeze with a restart of its engine. There is nothing to do about it but to
 * look.
 */
final class ProveClosedGoal extends WatchingGoal {
  private final Site site;
  private final StepSpec.ProveClosed spec;

  ProveClosedGoal(Site site, StepSpec.ProveClosed spec) {
    this.site = site;
    this.spec = spec;
  }

  @Override
  public Subject subject() {
    return new Subject(
        "prove-closed",
        String.join(",", spec.volumes().stream().map(VolumeId::toString).toList()),
        spec.control().name());
  }

  /** A volume that is open gets time to be closed: monitors open volumes for an instant. */
  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    if (spec.owner().isPresent()) {
      Optional<Look> against = ProveFrozenGoal.against(site, spec.control(), spec.owner().get());
      if (against.isPresent()) {
        return against.get();
      }
    }
    Map<VolumeId, List<String>> open = new Openness(site, spec.control()).of(spec.volumes());
    return open.isEmpty() ? Look.reached() : Look.moving(Openness.told(open));
  }

  @Override
  public Duration patience() {
    return Duration.ofSeconds(30);
  }
}
