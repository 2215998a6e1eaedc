package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.vxvm.Vxvm;
import org.cvmsnap.vxvm.VxvmCommands;

/**
 * The volume that a failed run made is gone, with its DCO. A volume of that name that does not bear
 * the run's comment is somebody else's.
 */
final class RemoveVolumeGoal implements Goal {
  private final Site site;
  private final StepSpec.MakeVolume spec;

  RemoveVolumeGoal(Site site, StepSpec.MakeVolume spec) {
    this.site = site;
    this.spec = spec;
  }

  @Override
  public Subject subject() {
    return new Subject("remove-volume", spec.volume().toString(), spec.control().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    Vxvm vxvm = site.vxvm(spec.control());
    boolean there = vxvm.layout(spec.volume().group()).volume(spec.volume().name()).isPresent();
    if (!there || !MakeVolumeGoal.isOurs(vxvm, spec)) {
      return Look.reached();
    }
    boolean tied =
        vxvm.snapshots(spec.volume().group()).stream()
            .filter(row -> row.name().equals(spec.volume().name().value()))
            .anyMatch(row -> row.parent().isPresent());
    if (tied) {
      return Look.blocked("it is still tied to the volume that it is a copy of");
    }
    if (!new Openness(site, spec.control()).of(List.of(spec.volume())).isEmpty()) {
      return Look.blocked("it is open: somebody uses it");
    }
    return Look.owed("it is left of a run that failed");
  }

  @Override
  public Attempt act() throws InterruptedException {
    return site.act(commands().get(0), Duration.ofMinutes(5));
  }

  @Override
  public List<Invocation> commands() {
    return List.of(new Invocation(spec.control(), VxvmCommands.removeForced(spec.volume())));
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(5);
  }

  @Override
  public int attempts() {
    return 3;
  }
}
