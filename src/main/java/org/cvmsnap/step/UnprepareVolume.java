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

/** The volume has no DCO. */
public record UnprepareVolume(Machine control, VolumeId volume) implements SiteStep.Preparing {

  @Override
  public Goal goal(Site site, History history) {
    Invocation unpreparing = here(VxvmCommands.unprepare(volume));
    return Goal.of(
        subject(volume.toString()),
        ONE_COMMAND,
        List.of(unpreparing),
        acts ->
            site.vxvm(control).layout(volume.group()).dcoOf(volume.name()).isPresent()
                ? Look.owed("it still is prepared for instant snapshots", unpreparing)
                : Look.reached());
  }
}
