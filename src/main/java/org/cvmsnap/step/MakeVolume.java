package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.cluster.OpenVolumes;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.CacheObject;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeRecord;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.KindCommands;
import org.cvmsnap.vxvm.Vxvm;
import org.cvmsnap.vxvm.VxvmCommands;

/**
 * There is a new volume of that length, not mirrored and not initialized, and it bears this run's
 * comment.
 *
 * @param comment tells that it is this run's; see {@link Tags#comment}
 */
public record MakeVolume(Machine control, VolumeId volume, long sectors, String comment)
    implements SiteStep.Preparing {
  private static final Limits LIMITS =
      Limits.of(Duration.ofMinutes(5), Duration.ofMinutes(5)).attempts(3);

  @Override
  public Goal goal(Site site, History history) {
    Invocation making = here(KindCommands.makeVolume(volume, sectors, comment));
    return Goal.of(
        subject(volume.toString()),
        LIMITS,
        List.of(making),
        acts -> {
          Vxvm vxvm = site.vxvm(control);
          Optional<VolumeRecord> found = there(vxvm);
          if (found.isEmpty()) {
            return Look.owed("there is no such volume", making);
          }
          if (acts.none() || !isOurs(vxvm)) {
            return Look.blocked("there is already a volume of that name, which is not this run's");
          }
          VolumeRecord made = found.get();
          if (made.sectors() != sectors) {
            return Look.blocked("it has " + made.sectors() + " sectors instead of " + sectors);
          }
          return made.enabledAndActive()
              ? Look.reached()
              : Look.moving("it is " + made.kernelState() + "/" + made.state());
        });
  }

  private Optional<VolumeRecord> there(Vxvm vxvm) throws NotLearnedException, InterruptedException {
    return vxvm.layout(volume.group()).volume(volume.name());
  }

  private boolean isOurs(Vxvm vxvm) throws NotLearnedException, InterruptedException {
    return comment.equals(vxvm.comments(volume.group()).get(volume.name()));
  }

  /**
   * The volume is gone, with its DCO. A volume of that name that does not bear the run's comment is
   * somebody else's.
   */
  @Override
  public Optional<Goal> undoing(Site site) {
    Invocation removing = here(VxvmCommands.removeForced(volume));
    return Optional.of(
        Goal.of(
            subject("remove-volume", volume.toString()),
            LIMITS,
            List.of(removing),
            acts -> {
              Vxvm vxvm = site.vxvm(control);
              if (there(vxvm).isEmpty() || !isOurs(vxvm)) {
                return Look.reached();
              }
              boolean tied =
                  vxvm.snapshots(volume.group()).stream()
                      .filter(row -> row.name().equals(volume.name().value()))
                      .anyMatch(row -> row.parent().isPresent());
              if (tied) {
                return Look.blocked("it is still tied to the volume that it is a copy of");
              }
              Optional<CacheObject> cache =
                  vxvm.layout(volume.group()).caches().stream()
                      .filter(each -> each.cacheVolume().equals(volume.name()))
                      .findFirst();
              if (cache.isPresent()) {
                return Look.blocked(
                    "it is what cache %s keeps its snapshots in".formatted(cache.get().name()));
              }
              return new OpenVolumes(site, control).of(List.of(volume)).isEmpty()
                  ? Look.owed("it is left of a run that failed", removing)
                  : Look.blocked("it is open: somebody uses it");
            }));
  }
}
