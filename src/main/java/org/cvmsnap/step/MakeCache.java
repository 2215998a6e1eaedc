package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.model.CacheObject;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.KindCommands;
import org.cvmsnap.vxvm.Vxvm;

/**
 * There is a started cache on that volume, which grows by itself; its regions in sectors. Making it
 * may fail for a moment while VxVM still has the new volume open, so it is tried again.
 *
 * @param cache its name
 */
public record MakeCache(Machine control, String cache, VolumeId volume, long region)
    implements SiteStep.Preparing {

  @Override
  public Goal goal(Site site, History history) {
    return Goal.of(
        subject(volume.group() + "/" + cache),
        Limits.of(Duration.ofMinutes(2), Duration.ofMinutes(2)).attempts(6),
        List.of(making(), starting()),
        acts -> {
          Vxvm vxvm = site.vxvm(control);
          Optional<CacheObject> found = vxvm.layout(volume.group()).cache(cache);
          if (found.isEmpty()) {
            return Look.owed("there is no such cache", making());
          }
          if (!isOurs(found.get())) {
            return Look.blocked("there is already a cache of that name, which is not this run's");
          }
          Optional<Look> against = RegionSize.against(vxvm, volume.group(), cache, region);
          if (against.isPresent()) {
            return against.get();
          }
          return found.get().kernelState().equals("ENABLED")
              ? Look.reached()
              : Look.owed("it is not started", starting());
        });
  }

  private Invocation making() {
    return here(KindCommands.makeCache(volume.group(), cache, volume.name(), region));
  }

  private Invocation starting() {
    return here(KindCommands.startCache(volume.group(), cache));
  }

  /** A cache on the volume that the run has made is the run's. */
  private boolean isOurs(CacheObject found) {
    return found.cacheVolume().equals(volume.name());
  }

  @Override
  public Optional<Goal> undoing(Site site) {
    return Optional.of(
        new RemoveCache(control, volume.group(), cache).removing(site, this::isOurs));
  }
}
