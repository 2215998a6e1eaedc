package org.cvmsnap.step;

import java.util.List;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.ldm.LdmCommands;
import org.cvmsnap.model.VirtualDisk;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.SnapshotUse;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;

/** The guest has a disk behind which the snapshot is, and nobody else has. */
final class AddDiskGoal extends DiskGoal {
  private final Site site;
  private final StepSpec.AddDisk spec;

  AddDiskGoal(Site site, StepSpec.AddDisk spec) {
    super(site, spec.control());
    this.site = site;
    this.spec = spec;
  }

  @Override
  public Subject subject() {
    return new Subject("add-disk", spec.guest() + "/" + spec.disk(), spec.control().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    List<VirtualDisk> namesakes =
        ldm().disks().stream()
            .filter(disk -> disk.domain().equals(spec.guest()))
            .filter(disk -> disk.name().equals(spec.disk()))
            .toList();
    if (!namesakes.isEmpty()) {
      return namesakes.stream().allMatch(disk -> disk.shows(spec.backEnd()))
          ? Look.reached()
          : Look.blocked(spec.guest() + " has another disk " + spec.disk());
    }
    SnapshotUse use =
        new Usage(site, spec.control())
            .of(List.of(spec.snapshot().id()))
            .values()
            .iterator()
            .next()
            .without(spec.backEnd());
    return use.free()
        ? Look.owed(spec.guest() + " has no disk " + spec.disk())
        : Look.blocked("it " + use.told());
  }

  @Override
  Invocation command() {
    return here(
        LdmCommands.addVdisk(
            spec.id(),
            spec.disk(),
            spec.backEnd().volume(),
            spec.backEnd().service(),
            spec.guest()));
  }
}
