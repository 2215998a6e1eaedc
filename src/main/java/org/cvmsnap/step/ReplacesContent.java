package org.cvmsnap.step;

import java.util.List;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.site.Site;

/** A step that replaces what is on volumes or snapshots, by copying that goes on behind them. */
public interface ReplacesContent extends SiteStep.InOutage {
  /** The volumes and the snapshots that it is about. */
  List<SnapshotPair> pairs();

  /** The copying that it sets going. */
  BackgroundCopy copy(Site site);
}
