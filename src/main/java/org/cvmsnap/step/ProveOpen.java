package org.cvmsnap.step;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cvmsnap.cluster.OpenVolumes;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.site.Site;

/**
 * VxVM shows the volumes open here while the guest has them: a look that could not see them open
 * would prove nothing when it sees them closed. No guide says what an open by a virtual disk server
 * looks like, so it is tried each time.
 */
public record ProveOpen(Machine control, List<VolumeId> volumes) implements SiteStep.InOutage {
  public ProveOpen {
    volumes = List.copyOf(volumes);
  }

  @Override
  public Goal goal(Site site, History history) {
    return Goal.watching(
        subject(String.join(",", volumes.stream().map(VolumeId::toString).toList())),
        Limits.watching(Duration.ofSeconds(10)),
        acts -> {
          List<VolumeId> unseen = unseen(site, control, volumes);
          return unseen.isEmpty() ? Look.reached() : Look.blocked(described(control, unseen));
        });
  }

  /** Those of the volumes that are not seen to be open here. */
  static List<VolumeId> unseen(Site site, Machine control, List<VolumeId> volumes)
      throws NotLearnedException, InterruptedException {
    List<VolumeId> unseen = new ArrayList<>(volumes);
    unseen.removeAll(new OpenVolumes(site, control).openOn(control, volumes));
    return unseen;
  }

  static String described(Machine control, List<VolumeId> unseen) {
    return "VxVM on "
        + control.name()
        + " does not show "
        + String.join(", ", unseen.stream().map(VolumeId::toString).toList())
        + " open while the guest has it, so that nothing could prove it closed";
  }
}
