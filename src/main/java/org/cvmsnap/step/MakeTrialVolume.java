package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.cluster.LockRecord;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.KindCommands;
import org.cvmsnap.vxvm.VxvmCommands;

/**
 * There is a tiny volume of which nobody has need, to try on it what lock records and marks rest
 * on. Whose it is its name alone tells, which is the run's own: whether comments are kept is what
 * it is to show.
 */
public record MakeTrialVolume(Machine control, VolumeId volume, String comment)
    implements SiteStep.Preparing {
  private static final Limits LIMITS =
      Limits.of(Duration.ofMinutes(2), Duration.ofMinutes(5)).attempts(3);

  @Override
  public Optional<Debt> debt() {
    return Optional.of(Debt.ofRun("trial", "the volume " + volume + " has to be removed"));
  }

  @Override
  public boolean keepsOthersOff() {
    return false;
  }

  @Override
  public boolean undoneOnFailure() {
    return true;
  }

  @Override
  public Goal goal(Site site, History history) {
    Invocation making = here(KindCommands.makeVolume(volume, LockRecord.SECTORS, comment));
    return Goal.of(
        subject(volume.toString()),
        LIMITS,
        List.of(making),
        acts -> {
          if (!Shown.on(control, volume, site)) {
            return Look.owed("there is no such volume", making);
          }
          return acts.none() ? Look.blocked("there is one of that name already") : Look.reached();
        });
  }

  @Override
  public Goal repayment(Site site, boolean resumed) {
    Invocation removing = here(VxvmCommands.removeForced(volume));
    return Goal.of(
        subject("remove-trial-volume", volume.toString()),
        LIMITS,
        List.of(removing),
        acts ->
            Shown.on(control, volume, site) ? Look.owed("it is there", removing) : Look.reached());
  }
}
