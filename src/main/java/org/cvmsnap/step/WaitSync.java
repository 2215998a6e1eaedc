package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.DataAmount;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.KindCommands;

/**
 * The snapshot is filled, as VxVM lists it, and no longer needs its source. VxVM fills it by
 * itself; only where that has come to a stand, as after the crash of a node, it is told to go on.
 * {@code vxsnap syncwait} is not used: it fails where nothing is being filled, also when all is
 * done (VxVM guide, synchronization).
 */
public record WaitSync(Machine control, VolumeId snapshot) implements SiteStep.Following {
  /** How long a synchronization may show no progress before it counts as standing still. */
  private static final Duration STANDSTILL = Duration.ofMinutes(30);

  @Override
  public Goal goal(Site site, History history) {
    Progress progress = new Progress();
    return Goal.of(
        subject(snapshot.toString()),
        Limits.of(Duration.ofMinutes(5), Duration.ofDays(2))
            .every(Duration.ofSeconds(10))
            .attempts(5),
        List.of(),
        acts -> look(site, progress, acts));
  }

  /** Since when it was seen to stand still. */
  private static final class Progress {
    private double last = -1;
    private int acts;
    private Duration since = Duration.ZERO;

    Duration still(double percent, int actsNow, Duration now) {
      if (percent != last || acts != actsNow) {
        last = percent;
        acts = actsNow;
        since = now;
      }
      return now.minus(since);
    }
  }

  private Look look(Site site, Progress progress, Acts acts)
      throws NotLearnedException, InterruptedException {
    Optional<DataAmount> synced =
        site.vxvm(control).snapshots(snapshot.group()).stream()
            .filter(row -> row.name().equals(snapshot.name().value()))
            .filter(row -> row.objectType().equals("vol"))
            .findFirst()
            .flatMap(row -> row.synced());
    if (synced.isEmpty()) {
      return Look.blocked("VxVM does not say how far it is");
    }
    if (synced.get().all()) {
      return Look.reached();
    }
    double percent = synced.get().percent();
    Duration still = progress.still(percent, acts.count(), site.time().elapsed());
    return still.compareTo(STANDSTILL) < 0
        ? Look.moving("it is synchronized to %.0f %%".formatted(percent))
        : Look.owed(
            "it stands still at %.0f %%".formatted(percent),
            here(KindCommands.syncStart(snapshot)));
  }
}
