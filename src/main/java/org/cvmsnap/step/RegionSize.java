package org.cvmsnap.step;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.vxvm.Vxvm;

/** The size of the regions of a DCO or a cache, in sectors, which has to be the one asked for. */
final class RegionSize {
  private RegionSize() {}

  /**
   * What speaks against an object's being as it was asked for; empty where nothing does.
   *
   * @param object the name of the DCO or cache
   * @param wanted in sectors
   */
  static Optional<Look> against(Vxvm vxvm, GroupName group, String object, long wanted)
      throws NotLearnedException, InterruptedException {
    Long there = vxvm.regionSizes(group, List.of(object)).get(object);
    if (there == null) {
      return Optional.of(Look.blocked("VxVM does not say its region size"));
    }
    return there == wanted
        ? Optional.empty()
        : Optional.of(Look.blocked("its region size is " + there + " instead of " + wanted));
  }
}
