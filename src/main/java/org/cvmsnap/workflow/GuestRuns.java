package org.cvmsnap.workflow;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.journal.Event;
import org.cvmsnap.journal.RunJournal;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.plan.OutageFacts;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.Plan;

/** What all operations that take a guest down do alike: before the plan, with it, and after it. */
final class GuestRuns {
  private final Session session;
  private final EngineListener listener;

  GuestRuns(Session session, EngineListener listener) {
    this.session = session;
    this.listener = listener;
  }

  /**
   * A dry run only looks, so it cannot pay what an earlier run owes.
   *
   * @throws RefusedException when one owes something
   */
  void requireNothingOwed(GuestName guest) {
    if (!new Recovery(session, listener).owing(guest).isEmpty()) {
      throw new RefusedException(
          "An earlier run has left something undone for " + guest + ".",
          "See cvmsnap status; cvmsnap recover --ldom " + guest + " pays it.");
    }
  }

  /**
   * What a crash has left owing is paid first, or the guest would be taken for one that was off.
   */
  void payEarlierDebts(GuestName guest) {
    for (Recovery.Recovered earlier : new Recovery(session, listener).payHeld(guest)) {
      if (earlier.result().serviceDown()) {
        throw new RefusedException(
            "An earlier run still owes something to " + guest + ": " + earlier.result().why() + ".",
            "See cvmsnap status, then type cvmsnap recover --ldom " + guest + ".");
      }
    }
  }

  /**
   * Finishes the runs that took no guest down and are about volumes that this process has claimed.
   *
   * @return whether there were any
   */
  boolean finishHeld(List<VolumeId> volumes) {
    return new Recovery(session, listener).finishHeld(volumes);
  }

  /** Runs a plan whose guest and volumes this process has claimed. */
  OutageReport run(OutageFacts facts, Plan plan) throws InterruptedException {
    GuestName guest = facts.guest().domain().name();
    try (RunJournal journal = begin(plan)) {
      RunResult result = session.engine(listener).run(journal);
      return new OutageReport(
          plan.run(),
          guest,
          facts.guest().domain().state(),
          stateOf(facts.control(), guest),
          result,
          new Preview(session.site()).byHand(result.debts()));
    }
  }

  private RunJournal begin(Plan plan) {
    try {
      return session.journals().begin(new Event.Begun(session.now(), plan, session.owner()));
    } catch (IOException e) {
      throw new RefusedException(
          "The journal cannot be written: " + e + ".",
          "Make room in the state directory, or name another one with --state-dir.");
    }
  }

  private Optional<DomainState> stateOf(Machine control, GuestName guest)
      throws InterruptedException {
    try {
      return Optional.of(session.site().ldm(control).domain(guest).state());
    } catch (NotLearnedException e) {
      return Optional.empty();
    }
  }
}
