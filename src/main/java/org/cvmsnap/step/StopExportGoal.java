package org.cvmsnap.step;

import java.util.List;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.ldm.LdmCommands;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.VirtualDisk;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;

/** The virtual disk server does not export the volume under that name. */
final class StopExportGoal extends DiskGoal {
  private final StepSpec.StopExport spec;

  StopExportGoal(Site site, StepSpec.StopExport spec) {
    super(site, spec.control());
    this.spec = spec;
  }

  @Override
  public Subject subject() {
    return new Subject("stop-export", told(spec.backEnd()), spec.control().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    List<BackEnd> exports =
        namesakes(spec.backEnd()).stream()
            .filter(each -> each.vxvmVolume().equals(spec.backEnd().vxvmVolume()))
            .toList();
    if (exports.isEmpty()) {
      return Look.reached();
    }
    List<VirtualDisk> users = showing(spec.backEnd());
    return users.isEmpty()
        ? Look.owed("it is still exported")
        : Look.blocked("it is a disk of " + users.get(0).domain() + ": " + users.get(0).name());
  }

  @Override
  Invocation command() {
    return here(LdmCommands.rmVdsdev(spec.backEnd().volume(), spec.backEnd().service()));
  }
}
