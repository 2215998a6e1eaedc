package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.plan.Debt;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.LockRecord;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.vxvm.VxvmCommands;

/**
 * The guest is not locked by this run any more, nor, where it has brought the guest up, by those
 * that it has taken it over from.
 */
final class UnlockGoal implements Goal {
  private static final int TRIES = 3;

  private final Site site;
  private final Debt.Locked debt;
  private Optional<LockRecord> next = Optional.empty();

  UnlockGoal(Site site, Debt.Locked debt) {
    this.site = site;
    this.debt = debt;
  }

  @Override
  public Subject subject() {
    return new Subject("unlock-guest", debt.guest().value(), debt.control().name());
  }

  /** Its own goes last, which keeps others from taking over the dead ones' that are left. */
  private List<LockRecord> records() {
    return Stream.concat(debt.dead().stream(), Stream.of(debt.record())).toList();
  }

  /**
   * The dead ones' runs are over when the guest is up. Until then they say that it is down, which
   * it would else be taken to have been before; and without its own record, somebody else may be
   * the one who has taken over from them.
   */
  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    Map<VolumeName, String> comments =
        site.vxvm(debt.control()).comments(debt.record().volume().group());
    next = Optional.of(debt.record()).filter(own -> LockGoal.isThere(own, comments));
    if (next.isPresent() && !debt.dead().isEmpty() && up()) {
      next = records().stream().filter(record -> LockGoal.isThere(record, comments)).findFirst();
    }
    return next.map(record -> Look.owed(record + " is there")).orElseGet(Look::reached);
  }

  private boolean up() throws NotLearnedException, InterruptedException {
    return site.domain(debt.control(), debt.guest()).state() == DomainState.ACTIVE;
  }

  @Override
  public Attempt act() throws InterruptedException {
    return site.act(removing(next.orElse(debt.record())), LockGoal.LIMIT);
  }

  @Override
  public List<Invocation> commands() {
    return records().stream().map(this::removing).toList();
  }

  private Invocation removing(LockRecord record) {
    return new Invocation(debt.control(), VxvmCommands.removeForced(record.volume()));
  }

  @Override
  public Duration patience() {
    return LockGoal.LIMIT;
  }

  @Override
  public int attempts() {
    return debt.dead().size() + TRIES;
  }
}
