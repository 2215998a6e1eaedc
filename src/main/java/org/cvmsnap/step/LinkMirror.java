package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.DataAmount;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.SnapshotRow;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.KindCommands;

/** The mirror, a volume by itself, is linked to the source, and VxVM lists it as complete. */
public record LinkMirror(Machine control, VolumeId source, VolumeId mirror)
    implements SiteStep.Preparing {

  @Override
  public Goal goal(Site site, History history) {
    Invocation linking = here(KindCommands.link(source, mirror));
    return Goal.of(
        subject(names()),
        Limits.of(Duration.ofMinutes(5), Duration.ofDays(2))
            .every(Duration.ofSeconds(5))
            .attempts(3),
        List.of(linking),
        acts -> {
          Optional<SnapshotRow> link = link(site);
          if (link.isEmpty()) {
            return Look.owed("it is not linked", linking);
          }
          Optional<DataAmount> synced = link.get().synced();
          if (synced.filter(DataAmount::all).isPresent()) {
            return Look.reached();
          }
          return Look.moving(
              synced
                  .map(amount -> "it is synchronized to %.0f %%".formatted(amount.percent()))
                  .orElse("it synchronizes"));
        });
  }

  private String names() {
    return source + "=" + mirror;
  }

  /** How VxVM lists the link; empty where there is none. */
  private Optional<SnapshotRow> link(Site site) throws NotLearnedException, InterruptedException {
    return site.vxvm(control).snapshots(source.group()).stream()
        .filter(SnapshotRow::linkedMirror)
        .filter(row -> row.name().equals(mirror.name().value()))
        .filter(row -> row.parent().equals(Optional.of(source.name().value())))
        .findFirst();
  }

  @Override
  public Optional<Goal> undoing(Site site) {
    return Optional.of(unlinking(site));
  }

  /** The link is gone, so that the volume that was the mirror can be removed. */
  Goal unlinking(Site site) {
    Invocation unlinking = here(KindCommands.unlink(source, mirror));
    return Goal.of(
        subject("unlink-mirror", names()),
        Limits.of(Duration.ofMinutes(5), Duration.ofMinutes(5)).attempts(3),
        List.of(unlinking),
        acts -> link(site).isEmpty() ? Look.reached() : Look.owed("it is linked", unlinking));
  }
}
