package org.cvmsnap.workflow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.cvmsnap.cluster.GroupFacts;
import org.cvmsnap.cluster.LockRecord;
import org.cvmsnap.cluster.LockSurvey;
import org.cvmsnap.cluster.VolumeLock;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.error.BusyException;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Plan;
import org.cvmsnap.site.Site;
import org.cvmsnap.step.LockVolumes;

/**
 * The volumes that a run has to lock for other nodes too, by records in their disk groups: those
 * that {@link HeldLocks} locks on this one. No run on another node has them, as far as is seen yet.
 */
record VolumeLocks(Machine control, List<VolumeLock> locks) {
  VolumeLocks {
    locks = List.copyOf(locks);
  }

  /**
   * Looks who has the volumes.
   *
   * @param others how many other records the run makes, wherever
   * @param groups what is known of disk groups; one that is not known is asked
   * @throws BusyException when a run has one of them that may be alive
   * @throws RefusedException when that cannot be learned, or there is no room for the records
   */
  static VolumeLocks of(
      Site site,
      Machine control,
      Collection<VolumeId> volumes,
      int others,
      Function<GroupName, Optional<GroupFacts>> groups)
      throws InterruptedException {
    LockSurvey survey = new LockSurvey(site, control);
    List<VolumeLock> locks = new ArrayList<>();
    try {
      for (VolumeId volume : volumes.stream().distinct().sorted().toList()) {
        Optional<GroupFacts> group = groups.apply(volume.group());
        if (group.filter(in -> !in.group().shared()).isEmpty()) {
          locks.add(survey.of(volume, group));
        }
      }
    } catch (NotLearnedException e) {
      throw new RefusedException("Who has the volumes cannot be learned", e);
    }
    for (VolumeLock lock : locks) {
      if (lock.held().isPresent()) {
        LockRecord held = lock.held().get();
        throw new BusyException(held.refusal(lock.volume(), control), false, held.begun());
      }
    }
    requireRoom(survey, locks, others);
    return new VolumeLocks(control, locks);
  }

  private static void requireRoom(LockSurvey survey, List<VolumeLock> locks, int others)
      throws InterruptedException {
    for (GroupName group : locks.stream().map(lock -> lock.volume().group()).distinct().toList()) {
      List<String> in =
          locks.stream()
              .map(VolumeLock::volume)
              .filter(volume -> volume.group().equals(group))
              .map(VolumeId::toString)
              .toList();
      OptionalLong room = survey.room(group);
      if (room.isPresent() && room.getAsLong() < (in.size() + others) * LockRecord.SECTORS) {
        throw new RefusedException(List.of(LockRecord.full(group, String.join(", ", in))));
      }
    }
  }

  /** No volume is locked for other nodes. */
  static VolumeLocks none(Machine control) {
    return new VolumeLocks(control, List.of());
  }

  /** The plan with the locking of the volumes, where it does anything. */
  Plan around(Plan plan) {
    if (plan.steps().isEmpty() || locks.isEmpty()) {
      return plan;
    }
    String holder = LockRecord.holder(plan.run(), control);
    return plan.locking(
        new LockVolumes(
            control,
            locks.stream()
                .map(lock -> new LockVolumes.Claim(lock.volume(), lock.record(holder), lock.dead()))
                .toList()));
  }

  /**
   * Two nodes may have seen a guest or a volume unlocked at the same moment.
   *
   * @throws BusyException when the other was first
   */
  static void requireUntaken(RunResult result) {
    if (result.status() == ExitCode.BUSY.value()) {
      throw new BusyException(
          result.why() + ".",
          "Wait for its end, and try again; the node where it runs is in its name.");
    }
  }
}
