package org.cvmsnap.step;

import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.SnapshotType;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.Family;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.vxvm.VxvmCommands;

/**
 * The snapshot's mirrors are its source's again, and the snapshot is gone; a linked one stays as a
 * volume and is a mirror from then on.
 */
final class ReattachGoal extends OneCommandGoal {
  private final StepSpec.ReattachSnapshot spec;
  private final Standing standing;

  ReattachGoal(Site site, StepSpec.ReattachSnapshot spec) {
    super(site);
    this.spec = spec;
    this.standing = new Standing(site, spec.control(), spec.snapshot());
  }

  @Override
  public Subject subject() {
    return new Subject("reattach-snapshot", spec.snapshot().id().toString(), spec.control().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    if (!standing.there()) {
      return Look.reached();
    }
    if (spec.snapshot().linked()
        && standing.row().filter(row -> row.isA(SnapshotType.BROKEN_OFF_VOLUME)).isEmpty()) {
      return Look.reached();
    }
    return standing.mayAct("it is not reattached");
  }

  @Override
  Invocation command() {
    VolumeId snapshot = spec.snapshot().id();
    VolumeId source = spec.snapshot().source().orElseThrow();
    return new Invocation(
        spec.control(),
        spec.snapshot().family() == Family.INSTANT
            ? VxvmCommands.reattach(snapshot, source)
            : VxvmCommands.snapbackAll(snapshot));
  }
}
