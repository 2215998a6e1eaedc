package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.CacheObject;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.vxvm.KindCommands;
import org.cvmsnap.vxvm.Vxvm;

/**
 * The cache is started on its volume. Making it may fail for a moment while VxVM still has the new
 * volume open, so it is tried again.
 */
final class MakeCacheGoal implements Goal {
  private final Site site;
  private final StepSpec.MakeCache spec;
  private boolean made;

  MakeCacheGoal(Site site, StepSpec.MakeCache spec) {
    this.site = site;
    this.spec = spec;
  }

  @Override
  public Subject subject() {
    return subject("make-cache", spec);
  }

  static Subject subject(String kind, StepSpec.MakeCache spec) {
    return new Subject(kind, spec.group() + "/" + spec.cache(), spec.control().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    Vxvm vxvm = site.vxvm(spec.control());
    Optional<CacheObject> cache = vxvm.layout(spec.group()).cache(spec.cache());
    made = cache.isPresent();
    if (cache.isEmpty()) {
      return Look.owed("there is no such cache");
    }
    if (!isOurs(cache.get(), spec)) {
      return Look.blocked("there is already a cache of that name, which is not this run's");
    }
    Long region = vxvm.regionSizes(spec.group(), List.of(spec.cache())).get(spec.cache());
    if (region == null || region != spec.region()) {
      return Look.blocked("its region size is " + region + " instead of " + spec.region());
    }
    return cache.get().kernelState().equals("ENABLED")
        ? Look.reached()
        : Look.owed("it is not started");
  }

  /** A cache on the volume that the run has made is the run's. */
  static boolean isOurs(CacheObject cache, StepSpec.MakeCache spec) {
    return cache.cacheVolume().equals(spec.volume());
  }

  @Override
  public Attempt act() throws InterruptedException {
    return site.act(commands().get(made ? 1 : 0), Duration.ofMinutes(2));
  }

  @Override
  public List<Invocation> commands() {
    return List.of(
        new Invocation(
            spec.control(),
            KindCommands.makeCache(spec.group(), spec.cache(), spec.volume(), spec.region())),
        new Invocation(spec.control(), KindCommands.startCache(spec.group(), spec.cache())));
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
