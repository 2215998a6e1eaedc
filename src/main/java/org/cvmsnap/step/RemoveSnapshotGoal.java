package org.cvmsnap.step;

import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.vxvm.VxvmCommands;

/** There is no such snapshot, nor its DCO. */
final class RemoveSnapshotGoal extends OneCommandGoal {
  private final StepSpec.RemoveSnapshot spec;
  private final Standing standing;

  RemoveSnapshotGoal(Site site, StepSpec.RemoveSnapshot spec) {
    super(site);
    this.spec = spec;
    this.standing = new Standing(site, spec.control(), spec.snapshot());
  }

  @Override
  public Subject subject() {
    return new Subject("remove-snapshot", spec.snapshot().id().toString(), spec.control().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    return standing.there() ? standing.mayAct("it is still there") : Look.reached();
  }

  @Override
  Invocation command() {
    return new Invocation(spec.control(), VxvmCommands.removeForced(spec.snapshot().id()));
  }
}
