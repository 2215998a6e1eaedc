package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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

/**
 * There is no such cache object any more. It is stopped, then removed with the volume under it; not
 * while a snapshot is in it, whoever made that.
 */
final class RemoveCacheGoal implements Goal {
  private final Site site;
  private final StepSpec.RemoveCache spec;
  private final Predicate<CacheObject> meant;
  private boolean started;

  /**
   * @param meant whether it is that cache, and not another one of its name
   */
  RemoveCacheGoal(Site site, StepSpec.RemoveCache spec, Predicate<CacheObject> meant) {
    this.site = site;
    this.spec = spec;
    this.meant = meant;
  }

  @Override
  public Subject subject() {
    return new Subject("remove-cache", spec.group() + "/" + spec.cache(), spec.control().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    GroupLayout layout = site.vxvm(spec.control()).layout(spec.group());
    Optional<CacheObject> cache = layout.cache(spec.cache()).filter(meant);
    if (cache.isEmpty()) {
      return Look.reached();
    }
    if (layout.cached().containsValue(spec.cache())) {
      return Look.blocked("there are snapshots in it");
    }
    started = cache.get().kernelState().equals("ENABLED");
    return Look.owed(started ? "it is to be stopped" : "it is to be removed");
  }

  @Override
  public Attempt act() throws InterruptedException {
    return site.act(commands().get(started ? 0 : 1), Duration.ofMinutes(5));
  }

  @Override
  public List<Invocation> commands() {
    return List.of(
        new Invocation(spec.control(), KindCommands.stopCache(spec.group(), spec.cache())),
        new Invocation(spec.control(), KindCommands.removeCache(spec.group(), spec.cache())));
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(10);
  }

  @Override
  public int attempts() {
    return 6;
  }
}
