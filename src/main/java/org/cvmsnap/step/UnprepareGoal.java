package org.cvmsnap.step;

import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.vxvm.VxvmCommands;

/** The volume has no DCO. */
final class UnprepareGoal extends OneCommandGoal {
  private final Site site;
  private final StepSpec.UnprepareVolume spec;

  UnprepareGoal(Site site, StepSpec.UnprepareVolume spec) {
    super(site);
    this.site = site;
    this.spec = spec;
  }

  @Override
  public Subject subject() {
    return new Subject("unprepare-volume", spec.volume().toString(), spec.control().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    return site.vxvm(spec.control())
            .layout(spec.volume().group())
            .dcoOf(spec.volume().name())
            .isPresent()
        ? Look.owed("it still is prepared for instant snapshots")
        : Look.reached();
  }

  @Override
  Invocation command() {
    return new Invocation(spec.control(), VxvmCommands.unprepare(spec.volume()));
  }
}
