package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.Family;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.vxvm.VxvmCommands;

/**
 * None of the snapshots of a failed run is left: those that came into being are given back to their
 * volumes as mirrors. The journal is what makes them ours: it tells that this run was about to make
 * volumes of these names when there were none.
 */
final class DiscardSnapshotsGoal implements Goal {
  private final Site site;
  private final StepSpec.MakeSnapshots spec;
  private Optional<SnapshotPair> next = Optional.empty();

  DiscardSnapshotsGoal(Site site, StepSpec.MakeSnapshots spec) {
    this.site = site;
    this.spec = spec;
  }

  @Override
  public Subject subject() {
    return MakeSnapshotsGoal.subject("discard-snapshots", spec);
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    List<SnapshotPair> there = SnapshotSet.seen(site.vxvm(spec.control()), spec).there();
    next = there.stream().findFirst();
    if (next.isEmpty()) {
      return Look.reached();
    }
    VolumeId snapshot = new VolumeId(spec.group(), next.get().snapshot());
    if (!new Openness(site, spec.control()).of(List.of(snapshot)).isEmpty()) {
      return Look.blocked(snapshot + " is open: somebody uses it");
    }
    return Look.owed(snapshot + " is left of a run that failed");
  }

  @Override
  public Attempt act() throws InterruptedException {
    return site.act(giveBack(next.orElseThrow()), Duration.ofMinutes(5));
  }

  private Invocation giveBack(SnapshotPair pair) {
    return new Invocation(
        spec.control(),
        spec.family() == Family.INSTANT
            ? VxvmCommands.reattach(spec.group(), pair)
            : VxvmCommands.snapback(new VolumeId(spec.group(), pair.snapshot())));
  }

  @Override
  public List<Invocation> commands() {
    return spec.set().stream().map(this::giveBack).toList();
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(10);
  }

  @Override
  public int attempts() {
    return 2 + spec.set().size();
  }
}
