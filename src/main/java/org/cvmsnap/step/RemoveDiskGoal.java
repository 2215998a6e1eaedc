package org.cvmsnap.step;

import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.ldm.LdmCommands;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;

/**
 * The guest does not have the disk. It is never forced: of a domain that runs, ldm itself refuses
 * to take a disk that is in use (ldm(1M), rm-vdisk).
 */
final class RemoveDiskGoal extends DiskGoal {
  private final StepSpec.RemoveDisk spec;

  RemoveDiskGoal(Site site, StepSpec.RemoveDisk spec) {
    super(site, spec.control());
    this.spec = spec;
  }

  @Override
  public Subject subject() {
    return new Subject("remove-disk", spec.guest() + "/" + spec.disk(), spec.control().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    boolean there =
        showing(spec.backEnd()).stream()
            .filter(disk -> disk.domain().equals(spec.guest()))
            .anyMatch(disk -> disk.name().equals(spec.disk()));
    return there ? Look.owed(spec.guest() + " still has it") : Look.reached();
  }

  @Override
  Invocation command() {
    return here(LdmCommands.rmVdisk(spec.disk(), spec.guest()));
  }
}
