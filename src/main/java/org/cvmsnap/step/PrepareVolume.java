package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.model.Dco;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.KindCommands;
import org.cvmsnap.vxvm.Vxvm;

/**
 * The volume is ready for instant snapshots, with regions of that size in sectors. The size is read
 * back: VxVM only warns of one that it will not work with later (VxVM guide, preparing a volume).
 */
public record PrepareVolume(Machine control, VolumeId volume, long region)
    implements SiteStep.Preparing {

  @Override
  public Goal goal(Site site, History history) {
    Invocation preparing = here(KindCommands.prepare(volume, region));
    return Goal.of(
        subject(volume.toString()),
        Limits.of(Duration.ofMinutes(5), Duration.ofMinutes(5)).attempts(3),
        List.of(preparing),
        acts -> {
          Vxvm vxvm = site.vxvm(control);
          Optional<Dco> dco = vxvm.layout(volume.group()).dcoOf(volume.name());
          if (dco.isEmpty()) {
            return Look.owed("it is not prepared for instant snapshots", preparing);
          }
          Optional<Look> against =
              RegionSize.against(vxvm, volume.group(), dco.get().name(), region);
          if (against.isPresent()) {
            return against.get();
          }
          boolean instant =
              vxvm.attributes(volume.group()).stream()
                  .filter(each -> each.name().equals(volume.name()))
                  .anyMatch(each -> each.instant().orElse(false));
          return instant ? Look.reached() : Look.moving("it is being prepared");
        });
  }
}
