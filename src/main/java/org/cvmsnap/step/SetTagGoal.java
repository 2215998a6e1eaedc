package org.cvmsnap.step;

import java.util.Map;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.vxvm.VxvmCommands;

/** The volume has the tag. */
final class SetTagGoal extends OneCommandGoal {
  private final Site site;
  private final StepSpec.SetTag spec;

  SetTagGoal(Site site, StepSpec.SetTag spec) {
    super(site);
    this.site = site;
    this.spec = spec;
  }

  @Override
  public Subject subject() {
    return new Subject("set-tag", spec.volume().toString(), spec.control().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    Map<String, String> tags =
        site.vxvm(spec.control())
            .tags(spec.volume().group())
            .getOrDefault(spec.volume().name(), Map.of());
    return spec.value().equals(tags.get(spec.tag()))
        ? Look.reached()
        : Look.owed("it has no tag " + spec.tag());
  }

  @Override
  Invocation command() {
    return new Invocation(
        spec.control(), VxvmCommands.settag(spec.volume(), Map.of(spec.tag(), spec.value())));
  }
}
