package org.cvmsnap.step;

import java.time.Duration;
import java.util.Optional;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.site.Site;

/** VxVM shows the comment of the volume as it was set. There is nothing to do but to look. */
public record ProveComment(Machine control, VolumeId volume, String comment)
    implements SiteStep.Preparing {
  @Override
  public boolean dispensable() {
    return true;
  }

  @Override
  public boolean onlyLooks() {
    return true;
  }

  @Override
  public Goal goal(Site site, History history) {
    return Goal.watching(
        subject(volume.toString()),
        Limits.watching(Duration.ofSeconds(10)),
        acts -> {
          Shown.require(control, volume, site);
          String shown =
              Optional.ofNullable(site.vxvm(control).comments(volume.group()).get(volume.name()))
                  .orElse("");
          return shown.equals(comment)
              ? Look.reached("'%s' is shown as it was set".formatted(comment))
              : Look.blocked("'%s' was set, and '%s' is shown".formatted(comment, shown));
        });
  }
}
