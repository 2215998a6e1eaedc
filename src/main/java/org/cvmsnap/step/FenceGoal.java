package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.Debt;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.vxvm.VxvmCommands;

/**
 * Only one node at a time may open the volume, or all may again. VxVM sets it on the master, of a
 * volume that nobody has open (Administrator's Guide, exclusive open); from then on a node that
 * opens the volume keeps every other out until it closes it.
 *
 * <p>What VxVM does not say counts as the worse: the volume as not fenced when it is to be, and as
 * fenced still when it is not to be any more.
 */
final class FenceGoal implements Goal {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Site site;
  private final String kind;
  private final Machine control;
  private final VolumeId volume;
  private final boolean on;

  private FenceGoal(Site site, String kind, Machine control, VolumeId volume, boolean on) {
    this.site = site;
    this.kind = kind;
    this.control = control;
    this.volume = volume;
    this.on = on;
  }

  static FenceGoal of(Site site, StepSpec.FenceVolume spec) {
    return new FenceGoal(site, "fence-volume", spec.control(), spec.volume(), true);
  }

  static FenceGoal lifting(Site site, Debt.Fenced debt) {
    return new FenceGoal(site, "unfence-volume", debt.control(), debt.volume(), false);
  }

  @Override
  public Subject subject() {
    return new Subject(kind, volume.toString(), control.name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    Optional<Boolean> exclusive =
        Optional.ofNullable(site.vxvm(control).exclusive(volume.group()).get(volume.name()));
    if (exclusive.equals(Optional.of(on))) {
      return Look.reached();
    }
    return Look.owed(
        exclusive.isEmpty()
            ? "VxVM does not say whether it is exclusive"
            : on
                ? "it is not exclusive"
                : "it is exclusive, which VxVM changes while no node has it open");
  }

  @Override
  public Attempt act() throws InterruptedException {
    return site.act(commands().get(0), LIMIT);
  }

  @Override
  public List<Invocation> commands() {
    return List.of(new Invocation(control, VxvmCommands.exclusive(volume, on)));
  }

  @Override
  public Duration patience() {
    return LIMIT;
  }

  @Override
  public Duration settling(boolean answered) {
    return answered ? Duration.ofSeconds(10) : Duration.ofMinutes(2);
  }

  /** The guest is down meanwhile, and can come back all the same. */
  @Override
  public int attempts() {
    return 3;
  }
}
