package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.Family;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;

/**
 * It is known whether a restore that was cut short took place. It is never done again here: nobody
 * knows what has happened on the volumes since.
 */
final class SettleRestoreGoal extends WatchingGoal {
  private final Site site;
  private final StepSpec.RestoreVolumes spec;

  SettleRestoreGoal(Site site, StepSpec.RestoreVolumes spec) {
    this.site = site;
    this.spec = spec;
  }

  @Override
  public Subject subject() {
    Subject subject = spec.subject();
    return new Subject("settle-restore", subject.target(), subject.host());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    Restored seen = Restored.seen(site.vxvm(spec.control()), spec);
    if (seen.left().isEmpty()) {
      if (seen.copying().size() < spec.pairs().size()) {
        requireClosed();
      }
      return Look.reached();
    }
    if (seen.done().isEmpty()) {
      requireClosed();
      return Look.blocked(Restored.names(seen.left()) + " was not restored, and is as it was");
    }
    throw new NotLearnedException(
        "only " + Restored.names(seen.done()) + " looks restored, of " + spec.subject().target());
  }

  /** While it is in use a source changes, and no longer shows whether it was restored. */
  private void requireClosed() throws NotLearnedException, InterruptedException {
    if (spec.family() == Family.TRADITIONAL) {
      return; // there it shows in the snapshot, which is gone
    }
    List<VolumeId> sources =
        spec.pairs().stream().map(pair -> new VolumeId(spec.group(), pair.source())).toList();
    Map<VolumeId, List<String>> open = new Openness(site, spec.control()).of(sources);
    if (!open.isEmpty()) {
      throw new NotLearnedException(
          "whether it was restored cannot be seen any more: " + Openness.told(open));
    }
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(1);
  }
}
