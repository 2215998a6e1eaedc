package org.cvmsnap.step;

import java.util.List;
import java.util.function.Function;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.site.Site;

/** A step that replaces what is on volumes or snapshots, by copying that goes on behind them. */
public interface ReplacesContent extends SiteStep.InOutage {
  /** The volumes and the snapshots that it is about. */
  List<SnapshotPair> pairs();

  /** A sentence for each of them, about the volume on one side of it. */
  default List<String> told(String sentence, Function<SnapshotPair, VolumeId> side) {
    return pairs().stream().map(pair -> sentence.formatted(side.apply(pair).name())).toList();
  }

  /**
   * What overwrites and has not answered may still do so at any time: that it was not done is not
   * to be seen, and it is not given again, as the first one might come later.
   */
  default void requireAnswer(Acts acts) throws NotLearnedException {
    if (!acts.last().answered()) {
      throw new NotLearnedException("whether it was done, or still will be, is not known");
    }
  }

  /** The copying that it sets going. */
  BackgroundCopy copy(Site site);
}
