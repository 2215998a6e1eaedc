package org.cvmsnap.step;

import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.vxvm.VxvmCommands;

/** The volume has a DCO. */
final class InstantReadyGoal extends OneCommandGoal {
  private final Site site;
  private final StepSpec.InstantReady spec;

  InstantReadyGoal(Site site, StepSpec.InstantReady spec) {
    super(site);
    this.site = site;
    this.spec = spec;
  }

  @Override
  public Subject subject() {
    return new Subject("prepare-volume", spec.volume().toString(), spec.control().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    GroupLayout layout = site.vxvm(spec.control()).layout(spec.volume().group());
    if (layout.volume(spec.volume().name()).isEmpty()) {
      return Look.blocked("it is gone");
    }
    return layout.dcoOf(spec.volume().name()).isPresent()
        ? Look.reached()
        : Look.owed("it is not prepared for instant snapshots");
  }

  @Override
  Invocation command() {
    return new Invocation(
        spec.control(), VxvmCommands.prepare(spec.volume(), spec.regionSize(), spec.dcoMirrors()));
  }
}
