package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.DataAmount;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.vxvm.KindCommands;

/**
 * VxVM lists the snapshot as complete. It fills it by itself; only where that has come to a stand,
 * as after the crash of a node, it is told to go on. {@code vxsnap syncwait} is not used: it fails
 * where nothing is being filled, also when all is done (VxVM guide, synchronization).
 */
final class WaitSyncGoal implements Goal {
  /** How long a synchronization may show no progress before it counts as standing still. */
  private static final Duration STANDSTILL = Duration.ofMinutes(30);

  private final Site site;
  private final StepSpec.WaitSync spec;
  private double last = -1;
  private Duration since = Duration.ZERO;

  WaitSyncGoal(Site site, StepSpec.WaitSync spec) {
    this.site = site;
    this.spec = spec;
  }

  @Override
  public Subject subject() {
    return new Subject("wait-sync", spec.snapshot().toString(), spec.control().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    Optional<DataAmount> synced =
        site.vxvm(spec.control()).snapshots(spec.snapshot().group()).stream()
            .filter(row -> row.name().equals(spec.snapshot().name().value()))
            .filter(row -> row.objectType().equals("vol"))
            .findFirst()
            .flatMap(row -> row.synced());
    if (synced.isEmpty()) {
      return Look.blocked("VxVM does not say how far it is");
    }
    if (synced.get().all()) {
      return Look.reached();
    }
    double percent = synced.get().percent();
    Duration now = site.time().elapsed();
    if (percent != last) {
      last = percent;
      since = now;
    }
    return now.minus(since).compareTo(STANDSTILL) < 0
        ? Look.moving("it is synchronized to %.0f %%".formatted(percent))
        : Look.owed("it stands still at %.0f %%".formatted(percent));
  }

  @Override
  public Attempt act() throws InterruptedException {
    since = site.time().elapsed();
    return site.act(byHand().get(0), Duration.ofMinutes(5));
  }

  @Override
  public List<Invocation> commands() {
    return List.of();
  }

  @Override
  public List<Invocation> byHand() {
    return List.of(new Invocation(spec.control(), KindCommands.syncStart(spec.snapshot())));
  }

  @Override
  public Duration patience() {
    return Duration.ofDays(2);
  }

  @Override
  public Duration interval() {
    return Duration.ofSeconds(10);
  }

  @Override
  public int attempts() {
    return 5;
  }
}
