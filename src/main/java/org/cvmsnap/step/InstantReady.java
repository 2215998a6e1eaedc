package org.cvmsnap.step;

import java.util.List;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Look;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.VxvmCommands;

/**
 * The volume is prepared for instant snapshots: it has a DCO.
 *
 * @param regionSize of its DCO, such as {@code 64k}; empty text for VxVM's own choice
 * @param dcoMirrors of its DCO; 0 for VxVM's own choice
 */
public record InstantReady(Machine control, VolumeId volume, String regionSize, int dcoMirrors)
    implements SiteStep.Preparing {

  @Override
  public Goal goal(Site site, History history) {
    Invocation preparing = here(VxvmCommands.prepare(volume, regionSize, dcoMirrors));
    return Goal.of(
        subject(volume.toString()),
        ONE_COMMAND,
        List.of(preparing),
        acts -> {
          GroupLayout layout = site.vxvm(control).layout(volume.group());
          if (layout.volume(volume.name()).isEmpty()) {
            return Look.blocked("it is gone");
          }
          return layout.dcoOf(volume.name()).isPresent()
              ? Look.reached()
              : Look.owed("it is not prepared for instant snapshots", preparing);
        });
  }
}
