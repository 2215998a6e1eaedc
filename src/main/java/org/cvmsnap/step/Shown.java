package org.cvmsnap.step;

import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.site.Site;

/** Whether a node shows a volume: nothing is learned of one that is gone. */
final class Shown {
  private Shown() {}

  static boolean on(Machine node, VolumeId volume, Site site)
      throws NotLearnedException, InterruptedException {
    return site.vxvm(node).layout(volume.group()).volume(volume.name()).isPresent();
  }

  /**
   * Returns where the node shows it.
   *
   * @throws NotLearnedException otherwise
   */
  static void require(Machine node, VolumeId volume, Site site)
      throws NotLearnedException, InterruptedException {
    if (!on(node, volume, site)) {
      throw new NotLearnedException("%s is not shown on %s".formatted(volume, node.name()));
    }
  }
}
