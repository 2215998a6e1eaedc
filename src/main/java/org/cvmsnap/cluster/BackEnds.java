package org.cvmsnap.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.VirtualDisk;

/** All that the virtual disk servers of a machine export, found by name. */
final class BackEnds {
  private final Map<String, List<BackEnd>> byName = new HashMap<>();
  private final Map<String, List<BackEnd>> byGroup = new HashMap<>();

  BackEnds(List<BackEnd> all) {
    for (BackEnd each : all) {
      byName.computeIfAbsent(each.volume(), name -> new ArrayList<>()).add(each);
      each.mpgroup()
          .ifPresent(group -> byGroup.computeIfAbsent(group, name -> new ArrayList<>()).add(each));
    }
  }

  /** What a disk shows: several where services of two domains have the same name. */
  List<BackEnd> of(VirtualDisk vdisk) {
    return byName.getOrDefault(vdisk.volume(), List.of()).stream()
        .filter(vdisk::shows)
        .distinct()
        .toList();
  }

  /** The alternative paths to one back end. */
  List<BackEnd> in(String mpgroup) {
    return byGroup.getOrDefault(mpgroup, List.of());
  }
}
