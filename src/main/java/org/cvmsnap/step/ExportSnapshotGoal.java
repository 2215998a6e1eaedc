package org.cvmsnap.step;

import java.util.List;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.ldm.LdmCommands;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;

/** A virtual disk server exports the snapshot. */
final class ExportSnapshotGoal extends DiskGoal {
  private final StepSpec.ExportSnapshot spec;
  private final Standing standing;

  ExportSnapshotGoal(Site site, StepSpec.ExportSnapshot spec) {
    super(site, spec.control());
    this.spec = spec;
    this.standing = new Standing(site, spec.control(), spec.snapshot());
  }

  @Override
  public Subject subject() {
    return new Subject("export-snapshot", spec.snapshot().id().toString(), spec.control().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    List<BackEnd> namesakes = namesakes(spec.backEnd());
    if (namesakes.isEmpty()) {
      return standing.mayAct(told(spec.backEnd()) + " is not exported");
    }
    return namesakes.stream()
            .allMatch(each -> each.vxvmVolume().equals(spec.backEnd().vxvmVolume()))
        ? Look.reached()
        : Look.blocked(told(spec.backEnd()) + " exports something else");
  }

  @Override
  Invocation command() {
    return here(LdmCommands.addVdsdev(spec.backEnd()));
  }
}
