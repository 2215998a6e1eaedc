package org.cvmsnap.workflow;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cvmsnap.error.BusyException;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.journal.Owner;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Nearest;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.plan.outage.TakeOverPlanner;

/** Asks the process that has a guest to bring it home in order, as Ctrl-C there does. */
public final class Abort {
  private static final Duration INTERVAL = Duration.ofMillis(200);

  private final Session session;

  public Abort(Session session) {
    this.session = session;
  }

  /**
   * How a process has ended that was asked to.
   *
   * @param owner the process
   * @param run what it was at; empty where it had not begun any
   * @param exit the exit status of the run; empty where its journal does not tell
   * @param owed whether something is still owed to the guest
   * @param tookOver whether it was bringing up a guest of another node, of which nobody here knows
   *     in every way how it was
   */
  public record Aborted(
      GuestName guest,
      Owner owner,
      Optional<RunId> run,
      OptionalInt exit,
      boolean owed,
      boolean tookOver) {}

  /**
   * Asks, and returns when the process has given up the guest.
   *
   * @throws RefusedException when nobody on this machine has the guest
   * @throws BusyException when whoever has it does not hear, or brings it home already, or is on
   *     another node
   */
  public Aborted run(GuestName guest) throws InterruptedException {
    Optional<Owner> holder = holder(guest);
    Optional<RunRecord> run = session.unfinished().of(guest).stream().findFirst();
    if (holder.isEmpty()) {
      throw nobody(guest, run);
    }
    Owner owner = holder.get();
    requireHearing(owner);
    if (run.filter(each -> each.resumed() && each.owner().equals(owner)).isPresent()) {
      throw new BusyException(
          "%s brings %s back already.".formatted(owner, guest),
          "Wait for its end: cvmsnap status --follow shows it.");
    }
    // The text of the lock was written by whoever holds it now, so this is no other process.
    session.processes().ask(owner.pid());
    while (holder(guest).filter(owner::equals).isPresent()) {
      session.pause(session.processes().time(), INTERVAL);
    }
    return ended(guest, owner, run);
  }

  private Aborted ended(GuestName guest, Owner owner, Optional<RunRecord> before) {
    Optional<RunRecord> left = session.unfinished().of(guest).stream().findFirst();
    Optional<RunRecord> run = left.isPresent() ? left : before.flatMap(this::now);
    return new Aborted(
        guest,
        owner,
        run.map(each -> each.plan().run()),
        run.map(RunRecord::exit).orElseGet(OptionalInt::empty),
        left.filter(RunRecord::serviceDown).isPresent(),
        run.filter(each -> each.plan().operation().equals(TakeOverPlanner.OPERATION)).isPresent());
  }

  private Optional<RunRecord> now(RunRecord before) {
    try {
      return session.journal(before.plan().run());
    } catch (IOException | IllegalArgumentException e) {
      return Optional.of(before);
    }
  }

  private Optional<Owner> holder(GuestName guest) {
    try {
      return session.locks().holder(HeldLocks.name(guest));
    } catch (IOException e) {
      throw new RefusedException("Who has " + guest + " cannot be learned", e);
    }
  }

  private void requireHearing(Owner owner) {
    if (session.processes().stopped(owner.pid())) {
      throw new BusyException(
          owner + " is stopped, and does not hear.",
          "Type kill -CONT " + owner.pid() + ", and the same command again.");
    }
  }

  private RuntimeException nobody(GuestName guest, Optional<RunRecord> run) {
    if (run.isPresent()) {
      return new RefusedException(
          "Nobody is at work on %s; run %s was cut short.".formatted(guest, run.get().plan().run()),
          ShellLine.hint("Type cvmsnap recover --ldom %s.", guest));
    }
    OtherNodes.requireUnlocked(session, guest);
    List<String> others =
        session.unfinished().all().stream()
            .flatMap(each -> each.plan().guest().stream().map(GuestName::value))
            .toList();
    return new RefusedException(
        "Nobody is at work on " + guest + ".",
        Nearest.ask(guest.value(), others, "See cvmsnap status."));
  }
}
