package org.cvmsnap.step;

import java.util.List;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Look;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.VxvmCommands;

/**
 * The volume has that many snapshot mirrors, complete or being filled.
 *
 * @param missing how many of them have to be added
 */
public record AddMirrors(Machine control, VolumeId volume, int mirrors, int missing)
    implements SiteStep.Preparing {

  @Override
  public Goal goal(Site site, History history) {
    Invocation adding = here(VxvmCommands.addMirrors(volume, missing));
    return Goal.of(
        subject(volume.toString()),
        ONE_COMMAND.adding(),
        List.of(adding),
        acts -> {
          int there = site.vxvm(control).layout(volume.group()).unused(volume.name()).size();
          if (there >= mirrors) {
            return Look.reached();
          }
          return there == mirrors - missing
              ? Look.owed("it has " + there + " of " + mirrors + " snapshot mirrors", adding)
              : Look.blocked("somebody else adds or removes its mirrors: there are " + there);
        });
  }
}
