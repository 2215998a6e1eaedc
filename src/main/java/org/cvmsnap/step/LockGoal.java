package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.LockRecord;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.vxvm.KindCommands;

/**
 * The guest is locked by this run on every node. Where runs had it whose nodes have left the
 * cluster, their records still have to be there: otherwise somebody has taken the guest over.
 */
final class LockGoal implements Goal {
  static final Duration LIMIT = Duration.ofMinutes(2);

  private final Site site;
  private final StepSpec.LockGuest spec;

  LockGoal(Site site, StepSpec.LockGuest spec) {
    this.site = site;
    this.spec = spec;
  }

  @Override
  public Subject subject() {
    return new Subject("lock-guest", spec.guest().value(), spec.control().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    Map<VolumeName, String> comments =
        site.vxvm(spec.control()).comments(spec.record().volume().group());
    if (!spec.dead().stream().allMatch(record -> isThere(record, comments))) {
      return Look.blocked("another run has taken the guest over");
    }
    if (isThere(spec.record(), comments)) {
      return Look.reached();
    }
    String other = comments.get(spec.record().volume().name());
    return other == null
        ? Look.owed("no run has the guest")
        : Look.blocked("the run %s has the guest: %s".formatted(other, spec.record()));
  }

  /** Whether the record is there, and is that run's. */
  static boolean isThere(LockRecord record, Map<VolumeName, String> comments) {
    return record.holder().equals(comments.get(record.volume().name()));
  }

  @Override
  public Attempt act() throws InterruptedException {
    return site.act(commands().get(0), LIMIT);
  }

  @Override
  public List<Invocation> commands() {
    LockRecord record = spec.record();
    return List.of(
        new Invocation(
            spec.control(),
            KindCommands.makeVolume(record.volume(), LockRecord.SECTORS, record.holder())));
  }

  @Override
  public Duration patience() {
    return LIMIT;
  }

  @Override
  public int attempts() {
    return 3;
  }
}
