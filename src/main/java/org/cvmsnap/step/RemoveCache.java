package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.model.CacheObject;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.KindCommands;

/**
 * There is no such cache object any more. It is stopped, then removed with the volume under it; not
 * while a snapshot is in it, whoever made that.
 */
public record RemoveCache(Machine control, GroupName group, String cache)
    implements SiteStep.Preparing {

  @Override
  public Goal goal(Site site, History history) {
    return removing(site, found -> true);
  }

  /**
   * How it is removed.
   *
   * @param meant whether it is that cache, and not another one of its name
   */
  Goal removing(Site site, Predicate<CacheObject> meant) {
    Invocation stopping = here(KindCommands.stopCache(group, cache));
    Invocation removing = here(KindCommands.removeCache(group, cache));
    return Goal.of(
        subject(group + "/" + cache),
        Limits.of(Duration.ofMinutes(5), Duration.ofMinutes(10)).attempts(6),
        List.of(stopping, removing),
        acts -> {
          GroupLayout layout = site.vxvm(control).layout(group);
          Optional<CacheObject> found = layout.cache(cache).filter(meant);
          if (found.isEmpty()) {
            return Look.reached();
          }
          if (layout.cached().containsValue(cache)) {
            return Look.blocked("there are snapshots in it");
          }
          return found.get().kernelState().equals("ENABLED")
              ? Look.owed("it is to be stopped", stopping)
              : Look.owed("it is to be removed", removing);
        });
  }
}
