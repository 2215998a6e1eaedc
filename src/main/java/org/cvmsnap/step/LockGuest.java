package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.cluster.LockRecord;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.KindCommands;
import org.cvmsnap.vxvm.VxvmCommands;

/**
 * No run on another node has the guest: the record in its disk group is this run's. Where runs had
 * it whose nodes have left the cluster, their records still have to be there: otherwise somebody
 * has taken the guest over. It is done first, and so repaid when the guest is home.
 *
 * @param record this run's, which is removed after those of the dead: until then it keeps others
 *     from taking these over
 * @param dead the records of runs that were there before, and whose nodes have left the cluster
 */
public record LockGuest(GuestName guest, Machine control, LockRecord record, List<LockRecord> dead)
    implements SiteStep.Preparing {
  private static final Limits LIMITS = Limits.of(Duration.ofMinutes(2), Duration.ofMinutes(2));
  private static final int TRIES = 3;

  public LockGuest {
    dead = List.copyOf(dead);
  }

  @Override
  public Optional<Debt> debt() {
    return Optional.of(Debt.housekeeping("locked", guest, record + " has to be removed"));
  }

  @Override
  public Goal goal(Site site, History history) {
    return Goal.of(
        subject(guest.value()), LIMITS.attempts(TRIES), List.of(making()), acts -> look(site));
  }

  /** All records that its run makes or has taken over. */
  public Stream<LockRecord> all() {
    return Stream.concat(Stream.of(record), dead.stream());
  }

  private Look look(Site site) throws NotLearnedException, InterruptedException {
    Map<VolumeName, String> comments = comments(site);
    if (!dead.stream().allMatch(each -> isThere(each, comments))) {
      return Look.taken("another run has taken the guest over");
    }
    if (isThere(record, comments)) {
      return Look.reached();
    }
    String other = comments.get(record.volume().name());
    return other == null
        ? Look.owed("no run has the guest", making())
        : Look.taken("the run %s has the guest: %s".formatted(other, record));
  }

  private Map<VolumeName, String> comments(Site site)
      throws NotLearnedException, InterruptedException {
    return site.vxvm(control).comments(record.volume().group());
  }

  /** Whether the record is there, and is that run's. */
  private static boolean isThere(LockRecord record, Map<VolumeName, String> comments) {
    return record.holder().equals(comments.get(record.volume().name()));
  }

  private Invocation making() {
    return here(KindCommands.makeVolume(record.volume(), LockRecord.SECTORS, record.holder()));
  }

  private Invocation removing(LockRecord each) {
    return here(VxvmCommands.removeForced(each.volume()));
  }

  /** The guest is not locked by this run any more, nor by those that it has taken it over from. */
  @Override
  public Goal repayment(Site site, boolean resumed) {
    return Goal.of(
        subject("unlock-guest", guest.value()),
        LIMITS.attempts(dead.size() + TRIES),
        records().stream().map(this::removing).toList(),
        acts -> locked(site));
  }

  /** Its own goes last, which keeps others from taking over the dead ones' that are left. */
  private List<LockRecord> records() {
    return Stream.concat(dead.stream(), Stream.of(record)).toList();
  }

  /**
   * The dead ones' runs are over when the guest is up. Until then they say that it is down, which
   * it would else be taken to have been before; and without its own record, somebody else may be
   * the one who has taken over from them.
   */
  private Look locked(Site site) throws NotLearnedException, InterruptedException {
    Map<VolumeName, String> comments = comments(site);
    Optional<LockRecord> next = Optional.of(record).filter(own -> isThere(own, comments));
    if (next.isPresent() && !dead.isEmpty() && up(site)) {
      next = records().stream().filter(each -> isThere(each, comments)).findFirst();
    }
    return next.map(each -> Look.owed(each + " is there", removing(each))).orElseGet(Look::reached);
  }

  private boolean up(Site site) throws NotLearnedException, InterruptedException {
    return site.ldm(control).domain(guest).state() == DomainState.ACTIVE;
  }
}
