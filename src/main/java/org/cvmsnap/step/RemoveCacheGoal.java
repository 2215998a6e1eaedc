package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.CacheObject;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.vxvm.KindCommands;

/** The cache that a failed run made is gone. */
final class RemoveCacheGoal implements Goal {
  private final Site site;
  private final StepSpec.MakeCache spec;
  private boolean started;

  RemoveCacheGoal(Site site, StepSpec.MakeCache spec) {
    this.site = site;
    this.spec = spec;
  }

  @Override
  public Subject subject() {
    return MakeCacheGoal.subject("remove-cache", spec);
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    GroupLayout layout = site.vxvm(spec.control()).layout(spec.group());
    Optional<CacheObject> cache = layout.cache(spec.cache());
    if (cache.isEmpty() || !MakeCacheGoal.isOurs(cache.get(), spec)) {
      return Look.reached();
    }
    if (layout.cached().containsValue(spec.cache())) {
      return Look.blocked("there are snapshots in it");
    }
    started = cache.get().kernelState().equals("ENABLED");
    return Look.owed(started ? "it is started, by a run that failed" : "it is left of that run");
  }

  @Override
  public Attempt act() throws InterruptedException {
    return site.act(commands().get(started ? 0 : 1), Duration.ofMinutes(2));
  }

  @Override
  public List<Invocation> commands() {
    return List.of(
        new Invocation(spec.control(), KindCommands.stopCache(spec.group(), spec.cache())),
        new Invocation(spec.control(), KindCommands.removeCache(spec.group(), spec.cache())));
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(2);
  }

  @Override
  public int attempts() {
    return 6;
  }
}
