package org.cvmsnap.sim;

import java.util.Map;
import org.tomlj.TomlTable;

/** Makes the shared storage of a cluster, afresh from a scenario or as it was saved. */
interface Storage {
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
