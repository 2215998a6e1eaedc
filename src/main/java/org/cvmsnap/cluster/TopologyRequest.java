package org.cvmsnap.cluster;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.VolumeName;

/**
 * How much of the cluster is to be shown.
 *
 * @param volumes only these, their snapshots, and who has them; empty for all
 * @param guest only this domain, and what is behind its disks
 * @param guests whether running guests are asked what they have mounted
 */
public record TopologyRequest(List<VolumeName> volumes, Optional<GuestName> guest, boolean guests) {
  public TopologyRequest {
    volumes = List.copyOf(volumes);
  }
}
