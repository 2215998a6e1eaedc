package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.vxvm.VxvmCommands;

/**
 * There is no such cache object. It is stopped, then removed with the volume under it; VxVM does
 * neither while a snapshot is in it.
 */
final class RemoveCacheGoal implements Goal {
  private final Site site;
  private final StepSpec.RemoveCache spec;
  private boolean stopAsked;

  RemoveCacheGoal(Site site, StepSpec.RemoveCache spec) {
    this.site = site;
    this.spec = spec;
  }

  @Override
  public Subject subject() {
    return new Subject("remove-cache", spec.group() + "/" + spec.cache(), spec.control().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    boolean there =
        site.vxvm(spec.control()).layout(spec.group()).caches().stream()
            .anyMatch(cache -> cache.name().equals(spec.cache()));
    if (!there) {
      return Look.reached();
    }
    return Look.owed(stopAsked ? "it is to be removed" : "it is to be stopped");
  }

  @Override
  public Attempt act() throws InterruptedException {
    Invocation command = commands().get(stopAsked ? 1 : 0);
    stopAsked = true;
    return site.act(command, Duration.ofMinutes(5));
  }

  @Override
  public List<Invocation> commands() {
    return List.of(
        new Invocation(spec.control(), VxvmCommands.stopCache(spec.group(), spec.cache())),
        new Invocation(spec.control(), VxvmCommands.removeCache(spec.group(), spec.cache())));
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(10);
  }

  @Override
  public int attempts() {
    return 4;
  }
}
