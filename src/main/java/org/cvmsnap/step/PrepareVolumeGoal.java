package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Dco;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.vxvm.KindCommands;
import org.cvmsnap.vxvm.Vxvm;

/**
 * The volume is ready for instant snapshots. Its region size is read back: VxVM only warns of one
 * that it will not work with later (VxVM guide, preparing a volume).
 */
final class PrepareVolumeGoal implements Goal {
  private final Site site;
  private final StepSpec.PrepareVolume spec;

  PrepareVolumeGoal(Site site, StepSpec.PrepareVolume spec) {
    this.site = site;
    this.spec = spec;
  }

  @Override
  public Subject subject() {
    return new Subject("prepare-volume", spec.volume().toString(), spec.control().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    Vxvm vxvm = site.vxvm(spec.control());
    Optional<Dco> dco = vxvm.layout(spec.volume().group()).dcoOf(spec.volume().name());
    if (dco.isEmpty()) {
      return Look.owed("it is not prepared for instant snapshots");
    }
    String name = dco.get().name();
    Long region = vxvm.regionSizes(spec.volume().group(), List.of(name)).get(name);
    if (region == null || region != spec.region()) {
      return Look.blocked("its region size is " + region + " instead of " + spec.region());
    }
    boolean instant =
        vxvm.attributes(spec.volume().group()).stream()
            .filter(each -> each.name().equals(spec.volume().name()))
            .anyMatch(each -> each.instant().orElse(false));
    return instant ? Look.reached() : Look.moving("it is being prepared");
  }

  @Override
  public Attempt act() throws InterruptedException {
    return site.act(commands().get(0), Duration.ofMinutes(5));
  }

  @Override
  public List<Invocation> commands() {
    return List.of(
        new Invocation(spec.control(), KindCommands.prepare(spec.volume(), spec.region())));
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
