package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.site.Site;

/** The volume has that many complete snapshot mirrors. There is nothing to do but to wait. */
public record AwaitMirrors(Machine control, VolumeId volume, int mirrors)
    implements SiteStep.Preparing {
  @Override
  public boolean onlyLooks() {
    return true;
  }

  @Override
  public Goal goal(Site site, History history) {
    return new MirrorProgress(site, control, volume)
        .goal(
            subject(volume.toString()),
            Limits.watching(Duration.ofDays(2)),
            List.of(),
            mirrors,
            Look.blocked("no mirror of it is being synchronized"));
  }
}
