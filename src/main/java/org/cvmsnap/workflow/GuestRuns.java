package org.cvmsnap.workflow;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.cluster.OutageFacts;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.error.BusyException;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.error.ServiceDownException;
import org.cvmsnap.host.Time;
import org.cvmsnap.journal.Event;
import org.cvmsnap.journal.RunJournal;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Timeouts;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Subject;
import org.cvmsnap.step.StopDomain;

/** What all operations that take a guest down do alike: before the plan, with it, and after it. */
final class GuestRuns {
  /** A record is there for minutes, and a survey is dozens of commands. */
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(15);

  private final Session session;
  private final EngineListener listener;
  private final Optional<Terms> terms;

  GuestRuns(Session session, EngineListener listener, Optional<Terms> terms) {
    this.session = session;
    this.listener = listener;
    this.terms = terms;
  }

  /**
   * Claims the guest, and pays what a crash has left owing to it: it would be taken for one that
   * was off.
   *
   * @throws BusyException when another run has it, and keeps it
   */
  void claim(GuestName guest, Claims claims) throws InterruptedException {
    if (terms.isPresent()) {
      Subject lock = claiming(guest);
      claims.guest(
          guest,
          terms.get().lockWait(),
          terms.get().processes().time(),
          why -> {
            listener.began(Phase.PREPARE, lock);
            listener.waiting(lock, why);
          });
    } else {
      claims.guest(guest);
    }
    payEarlierDebts(guest);
  }

  private Subject claiming(GuestName guest) {
    return new Subject("claim-guest", guest.value(), session.owner().host());
  }

  /** A look at the world before a plan is made. */
  interface Learning<T> {
    T learn() throws InterruptedException;
  }

  /**
   * What a survey learns, once no run on another node has the guest any more; that is waited for as
   * long as for one on this node.
   *
   * @throws BusyException when another run has it, and keeps it
   */
  <T> T unlocked(GuestName guest, Learning<T> survey) throws InterruptedException {
    Time time = session.site().time();
    Duration end = time.elapsed().plus(terms.map(Terms::lockWait).orElse(Duration.ZERO));
    boolean told = false;
    while (true) {
      try {
        return survey.learn();
      } catch (BusyException e) {
        if (time.elapsed().compareTo(end) >= 0) {
          throw e;
        }
        if (!told) {
          listener.began(Phase.PREPARE, claiming(guest));
          listener.waiting(claiming(guest), String.valueOf(e.getMessage()));
          told = true;
        }
      }
      time.sleep(BETWEEN_LOOKS);
    }
  }

  /**
   * A dry run only looks, so it cannot pay what an earlier run owes.
   *
   * @throws RefusedException when one owes something
   */
  void requireNothingOwed(GuestName guest) {
    if (new Recovery(session, listener)
        .owing(guest).stream().anyMatch(run -> !run.debts().isEmpty() || run.doubts().isEmpty())) {
      throw new RefusedException(
          "An earlier run has left something undone for " + guest + ".",
          "See cvmsnap status; cvmsnap recover --ldom " + guest + " pays it.");
    }
  }

  private void payEarlierDebts(GuestName guest) {
    for (Recovery.Recovered earlier : new Recovery(session, listener).payHeld(guest)) {
      if (earlier.result().serviceDown()) {
        throw new ServiceDownException(
            "An earlier run still owes something to " + guest + ": " + earlier.result().why() + ".",
            "See cvmsnap status, then type cvmsnap recover --ldom " + guest + ".");
      }
    }
  }

  /**
   * Finishes what took no guest down and is about volumes that this process has claimed.
   *
   * @return whether there was anything, so that the world has to be looked at anew
   */
  boolean finishEarlier(List<VolumeId> volumes) {
    return new Recovery(session, listener).finishHeld(volumes);
  }

  /** Runs a plan whose guest and volumes this process has claimed. */
  OutageReport run(GuestName guest, OutageFacts facts, Plan plan) throws InterruptedException {
    facts.hazards().told(guest).forEach(listener::warn);
    try (RunJournal journal = begin(plan)) {
      Optional<Terms.Guard> guard = terms.flatMap(Terms::guard);
      if (guard.isPresent()) {
        post(guard.get(), journal);
      }
      RunResult result = session.engine(listener).run(journal);
      return new OutageReport(
          plan.run(),
          guest,
          facts.guest().domain().state(),
          stateOf(facts.control(), guest),
          result,
          new Preview(session.site()).byHand(result.owing()));
    }
  }

  private void post(Terms.Guard guard, RunJournal journal) throws InterruptedException {
    Plan plan = journal.record().plan();
    try {
      guard.guardians().over(plan.run(), guard.limit(), grace(plan));
    } catch (IOException e) {
      journal.note(new Event.Ended(session.now(), ExitCode.REFUSED.value()));
      throw new RefusedException(
          "The guardian that --max-outage asks for does not watch: " + e.getMessage() + ".",
          "Start cvmsnap by its launcher, or do without --max-outage.");
    } catch (InterruptedException e) {
      journal.note(new Event.Ended(session.now(), ExitCode.INTERRUPTED.value()));
      throw e;
    }
  }

  /** How long the way home may take at the most, with a margin. */
  private static Duration grace(Plan plan) {
    Timeouts timeouts =
        plan.steps().stream()
            .filter(StopDomain.class::isInstance)
            .map(step -> ((StopDomain) step).timeouts())
            .findFirst()
            .orElse(Timeouts.USUAL);
    return timeouts.stop().plus(timeouts.boot()).plusMinutes(5);
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
