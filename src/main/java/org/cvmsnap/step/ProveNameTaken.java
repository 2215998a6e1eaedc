package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import org.cvmsnap.cluster.LockRecord;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.KindCommands;

/** VxVM refuses to make the volume, which is there, a second time: that is tried. */
public record ProveNameTaken(Machine control, VolumeId volume, String comment)
    implements SiteStep.Preparing {
  private static final Limits LIMITS =
      Limits.of(Duration.ofMinutes(2), Duration.ofMinutes(2)).whileAnswered();

  @Override
  public boolean dispensable() {
    return true;
  }

  @Override
  public Goal goal(Site site, History history) {
    Invocation making = here(KindCommands.makeVolume(volume, LockRecord.SECTORS, comment));
    return Goal.of(
        subject(volume.toString()),
        LIMITS,
        List.of(making),
        acts -> {
          if (acts.none()) {
            Shown.require(control, volume, site);
            return Look.owed("it was made once", making);
          }
          if (!acts.last().answered()) {
            return Look.blocked(acts.last().said());
          }
          return acts.last().said().isEmpty()
              ? Look.blocked("it was made a second time, and VxVM has refused nothing")
              : Look.reached(acts.last().said());
        });
  }
}
