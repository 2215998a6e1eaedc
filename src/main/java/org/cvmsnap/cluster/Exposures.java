package org.cvmsnap.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeId;

/** How a node exports volumes: looked through once, however many volumes are asked for. */
final class Exposures {
  private final Map<VolumeId, List<Exposure>> exposures = new HashMap<>();

  /**
   * @param disks of all domains of the node
   * @param exports what its virtual disk servers export; those behind disks may be among them
   */
  Exposures(Machine node, List<Disk> disks, List<BackEnd> exports) {
    Set<BackEnd> behindDisks = new HashSet<>();
    for (Disk disk : disks) {
      Set<VolumeId> seen = new HashSet<>();
      for (BackEnd path : disk.paths()) {
        behindDisks.add(path);
        path.vxvmVolume()
            .filter(seen::add)
            .ifPresent(volume -> add(volume, new Exposure(node, path, Optional.of(disk.vdisk()))));
      }
    }
    for (BackEnd export : exports) {
      if (!behindDisks.contains(export)) {
        export
            .vxvmVolume()
            .ifPresent(volume -> add(volume, new Exposure(node, export, Optional.empty())));
      }
    }
  }

  private void add(VolumeId volume, Exposure exposure) {
    exposures.computeIfAbsent(volume, first -> new ArrayList<>()).add(exposure);
  }

  /**
   * How a volume is exported: once for each domain's disk that it is behind, on whatever path, and
   * once for each export that is behind no disk.
   */
  List<Exposure> of(VolumeId volume) {
    return List.copyOf(exposures.getOrDefault(volume, List.of()));
  }
}
