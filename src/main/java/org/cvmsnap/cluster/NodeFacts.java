package org.cvmsnap.cluster;

import java.util.List;
import java.util.Set;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeId;

/**
 * What the survey found on one node of the cluster.
 *
 * @param disks the virtual disks of all its domains
 * @param open which of the guest's volumes are open there
 */
public record NodeFacts(Machine node, List<Disk> disks, Set<VolumeId> open) {
  public NodeFacts {
    disks = List.copyOf(disks);
    open = Set.copyOf(open);
  }

  /** The disks that have the volume as their back end, of whatever domain and path. */
  public List<Disk> showing(VolumeId volume) {
    return disks.stream().filter(disk -> disk.volume().filter(volume::equals).isPresent()).toList();
  }
}
