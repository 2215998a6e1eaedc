package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.VolumeRecord;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.vxvm.KindCommands;
import org.cvmsnap.vxvm.Vxvm;

/** There is a volume of that length, and it bears this run's comment. */
final class MakeVolumeGoal implements Goal {
  private final Site site;
  private final StepSpec.MakeVolume spec;
  private boolean acted;

  MakeVolumeGoal(Site site, StepSpec.MakeVolume spec) {
    this.site = site;
    this.spec = spec;
  }

  @Override
  public Subject subject() {
    return new Subject("make-volume", spec.volume().toString(), spec.control().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    Vxvm vxvm = site.vxvm(spec.control());
    Optional<VolumeRecord> volume = vxvm.layout(spec.volume().group()).volume(spec.volume().name());
    if (volume.isEmpty()) {
      return Look.owed("there is no such volume");
    }
    if (!acted || !isOurs(vxvm, spec)) {
      return Look.blocked("there is already a volume of that name, which is not this run's");
    }
    if (volume.get().sectors() != spec.sectors()) {
      return Look.blocked(
          "it has " + volume.get().sectors() + " sectors instead of " + spec.sectors());
    }
    return volume.get().enabledAndActive()
        ? Look.reached()
        : Look.moving("it is " + volume.get().kernelState() + "/" + volume.get().state());
  }

  /** Whether the volume of that name was made by the run that the step belongs to. */
  static boolean isOurs(Vxvm vxvm, StepSpec.MakeVolume spec)
      throws NotLearnedException, InterruptedException {
    return spec.comment().equals(vxvm.comments(spec.volume().group()).get(spec.volume().name()));
  }

  @Override
  public Attempt act() throws InterruptedException {
    acted = true;
    return site.act(commands().get(0), Duration.ofMinutes(5));
  }

  @Override
  public List<Invocation> commands() {
    return List.of(
        new Invocation(
            spec.control(),
            KindCommands.makeVolume(spec.volume(), spec.sectors(), spec.comment())));
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
