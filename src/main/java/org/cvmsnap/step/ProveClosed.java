package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.OpenVolumes;
import org.cvmsnap.cluster.OwnerGroup;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.site.Site;

/**
 * No node of the cluster has any of the volumes open, and VCS is not about to open them: it may
 * have been told to, or have lost its freeze with a restart of its engine. There is nothing to do
 * about it but to look.
 *
 * @param owner the service group that has to be frozen still, and to keep the guest off
 */
public record ProveClosed(Machine control, List<VolumeId> volumes, Optional<OwnerGroup> owner)
    implements SiteStep.InOutage {
  public ProveClosed {
    volumes = List.copyOf(volumes);
  }

  @Override
  public Goal goal(Site site, History history) {
    return Goal.watching(
        subject(String.join(",", volumes.stream().map(VolumeId::toString).toList())),
        Limits.watching(Duration.ofSeconds(30)),
        acts -> look(site));
  }

  /** A volume that is open gets time to be closed: monitors open volumes for an instant. */
  private Look look(Site site) throws NotLearnedException, InterruptedException {
    if (owner.isPresent()) {
      Optional<Look> against = ProveFrozen.against(site, control, owner.get());
      if (against.isPresent()) {
        return against.get();
      }
    }
    OpenVolumes openness = new OpenVolumes(site, control);
    List<Machine> nodes = openness.nodes();
    Map<VolumeId, List<String>> open = openness.on(nodes, volumes);
    return open.isEmpty()
        ? Look.reached(
            "closed on " + nodes.stream().map(Machine::name).collect(Collectors.joining(", ")))
        : Look.moving(OpenVolumes.described(open));
  }
}
