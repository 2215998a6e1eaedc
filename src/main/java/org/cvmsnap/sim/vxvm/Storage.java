package org.cvmsnap.sim.vxvm;

import java.util.Map;
import java.util.Set;
import org.tomlj.TomlTable;

/** Makes the shared storage of a cluster, afresh from a scenario or as it was saved. */
public interface Storage {
  /** The keys of {@code [times]} in a scenario that are about storage; others belong to others. */
  Set<String> TIMES = VxScenario.TIMES;

  Volumes of(TomlTable scenario, Volumes.Surroundings around);

  Volumes fromJson(Map<String, Object> json, Volumes.Surroundings around);

  /** VxVM and CVM, as the product ships them. */
  static Storage standard() {
    return new Storage() {
      @Override
      public Volumes of(TomlTable scenario, Volumes.Surroundings around) {
        return VxvmVolumes.of(scenario, around);
      }

      @Override
      public Volumes fromJson(Map<String, Object> json, Volumes.Surroundings around) {
        return VxvmVolumes.fromJson(json, around);
      }
    };
  }
}
