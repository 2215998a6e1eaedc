package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;

/** It is known whether a refresh that was cut short took place. It is never done again here. */
final class SettleRefreshGoal extends WatchingGoal {
  private final Site site;
  private final StepSpec.RefreshSnapshots spec;

  SettleRefreshGoal(Site site, StepSpec.RefreshSnapshots spec) {
    this.site = site;
    this.spec = spec;
  }

  @Override
  public Subject subject() {
    Subject subject = spec.subject();
    return new Subject("settle-refresh", subject.target(), subject.host());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    Refreshed seen = Refreshed.seen(site.vxvm(spec.control()), spec);
    requireClosed();
    if (seen.left().isEmpty()) {
      return Look.reached();
    }
    if (seen.newer().isEmpty()) {
      return Look.blocked(
          RefreshSnapshotsGoal.names(seen.left()) + " was not refreshed, and is as it was");
    }
    throw new NotLearnedException(
        "only " + RefreshSnapshotsGoal.names(seen.newer()) + " looks refreshed");
  }

  /**
   * Where the date does not tell, only equal bytes do, and these only while nobody writes. Where it
   * does, a source that is open may have been so when it was refreshed.
   */
  private void requireClosed() throws NotLearnedException, InterruptedException {
    List<VolumeId> sources =
        spec.pairs().stream().map(pair -> new VolumeId(spec.group(), pair.source())).toList();
    Map<VolumeId, List<String>> open = new Openness(site, spec.control()).of(sources);
    if (!open.isEmpty()) {
      throw new NotLearnedException(
          "whether it was refreshed cannot be seen any more: " + Openness.told(open));
    }
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(1);
  }
}
