package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.vxvm.VxvmCommands;

/** The snapshots show their sources as these are now. */
final class RefreshSnapshotsGoal implements Goal {
  private final Site site;
  private final StepSpec.RefreshSnapshots spec;
  private final Repetition repetition;
  private boolean acted;

  RefreshSnapshotsGoal(Site site, StepSpec.RefreshSnapshots spec) {
    this.site = site;
    this.spec = spec;
    this.repetition = new Repetition(site, spec.control(), spec.group(), spec.pairs(), 2);
  }

  @Override
  public Subject subject() {
    return spec.subject();
  }

  /** What differs in nothing holds the right bytes, whether by this refresh or by an old one. */
  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    Refreshed seen = Refreshed.seen(site.vxvm(spec.control()), spec);
    if (!acted) {
      return seen.newer().isEmpty()
          ? Look.owed("not refreshed")
          : Look.blocked("somebody else has refreshed " + names(seen.newer()));
    }
    if (seen.left().isEmpty()) {
      requireClosed();
      return Look.reached();
    }
    if (seen.newer().isEmpty()) {
      return repetition.again("VxVM has not refreshed " + names(seen.left()));
    }
    throw new NotLearnedException("only " + names(seen.newer()) + " was refreshed");
  }

  /**
   * The proof was given before the act, and somebody may have opened a source between the two. What
   * was there before is lost, so all that can be said is that nobody knows what the snapshots show.
   */
  private void requireClosed() throws NotLearnedException, InterruptedException {
    Map<VolumeId, List<String>> open = repetition.open();
    if (!open.isEmpty()) {
      throw new NotLearnedException("a source was opened meanwhile: " + Openness.told(open));
    }
  }

  static String names(List<SnapshotPair> pairs) {
    return pairs.stream().map(pair -> pair.snapshot().value()).collect(Collectors.joining(", "));
  }

  @Override
  public Attempt act() throws InterruptedException {
    acted = true;
    return repetition.after(site.act(commands().get(0), Duration.ofMinutes(5)));
  }

  @Override
  public List<Invocation> commands() {
    return List.of(
        new Invocation(spec.control(), VxvmCommands.refresh(spec.group(), spec.pairs())));
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(2);
  }

  @Override
  public int attempts() {
    return repetition.attempts();
  }
}
