package org.cvmsnap.step;

import java.util.List;
import java.util.Map;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Look;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.VxvmCommands;

/** The volume has the tag, with that value. */
public record SetTag(Machine control, VolumeId volume, String tag, String value)
    implements SiteStep.Preparing {

  @Override
  public Goal goal(Site site, History history) {
    Invocation setting = here(VxvmCommands.settag(volume, Map.of(tag, value)));
    return Goal.of(
        subject(volume.toString()),
        ONE_COMMAND,
        List.of(setting),
        acts -> {
          if (value.equals(site.vxvm(control).tags(volume).get(tag))) {
            return Look.reached();
          }
          Shown.require(control, volume, site);
          return Look.owed("it has no tag " + tag, setting);
        });
  }
}
