package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.cvmsnap.cluster.OpenVolumes;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.CutShort;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Subject;
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

  /**
   * Nobody has the sources open.
   *
   * @param otherwise what is not known where somebody has
   */
  default void requireClosed(Site site, String otherwise)
      throws NotLearnedException, InterruptedException {
    new OpenVolumes(site, control())
        .requireClosed(pairs().stream().map(SnapshotPair::source).toList(), otherwise);
  }

  /**
   * It is known whether it took place when it was cut short, while nobody has used the volumes
   * since. Who has looked and could not tell gives them back to the guest, and no later look tells
   * anything: a source that is closed again may have been open in between, another restore may be
   * under way, and a traditional snapshot may have gone in another way. It is never done again
   * here.
   */
  @Override
  default Optional<Goal> settlement(Site site, CutShort cut) {
    return cut.looked()
        ? Optional.empty()
        : Optional.of(
            Goal.watching(
                settling(), Limits.watching(Duration.ofMinutes(1)), acts -> settled(site, cut)));
  }

  /** What is reported of its settlement. */
  Subject settling();

  /** Whether it is seen to have taken place. */
  Look settled(Site site, CutShort cut) throws NotLearnedException, InterruptedException;

  /** The copying that it sets going. */
  BackgroundCopy copy(Site site);
}
