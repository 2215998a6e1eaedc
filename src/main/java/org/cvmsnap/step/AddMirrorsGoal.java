package org.cvmsnap.step;

import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.vxvm.VxvmCommands;

/** The volume has enough snapshot mirrors, complete or being filled. */
final class AddMirrorsGoal extends OneCommandGoal {
  private final Site site;
  private final StepSpec.AddMirrors spec;

  AddMirrorsGoal(Site site, StepSpec.AddMirrors spec) {
    super(site);
    this.site = site;
    this.spec = spec;
  }

  @Override
  public Subject subject() {
    return new Subject("add-mirrors", spec.volume().toString(), spec.control().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    long there =
        site
            .vxvm(spec.control())
            .layout(spec.volume().group())
            .plexesOf(spec.volume().name())
            .stream()
            .filter(plex -> plex.readyToBreakOff() || plex.gettingReady())
            .count();
    if (there >= spec.mirrors()) {
      return Look.reached();
    }
    return there == spec.mirrors() - spec.missing()
        ? Look.owed("it has " + there + " of " + spec.mirrors() + " snapshot mirrors")
        : Look.blocked("somebody else adds or removes its mirrors: there are " + there);
  }

  @Override
  public boolean adds() {
    return true;
  }

  @Override
  Invocation command() {
    return new Invocation(spec.control(), VxvmCommands.addMirrors(spec.volume(), spec.missing()));
  }
}
