package org.cvmsnap.workflow;

import java.io.IOException;
import java.time.Instant;
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
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.TakeDecision;
import org.cvmsnap.plan.TakeFacts;
import org.cvmsnap.plan.TakePlanner;
import org.cvmsnap.plan.TakeRequest;

/** Snapshots volumes of a guest while it is down, and brings it back. */
public final class Take {
  private final Session session;
  private final EngineListener listener;

  public Take(Session session, EngineListener listener) {
    this.session = session;
    this.listener = listener;
  }

  /**
   * The mutating commands that a run would execute, in order; executes none.
   *
   * @throws org.cvmsnap.error.CvmsnapException when the run would not begin
   */
  public List<Invocation> preview(TakeRequest request) throws InterruptedException {
    if (!new Recovery(session, listener).owing(request.guest()).isEmpty()) {
      throw new RefusedException(
          "An earlier run has left something undone for " + request.guest() + ".",
          "See cvmsnap status; cvmsnap recover --ldom " + request.guest() + " pays it.");
    }
    TakeFacts facts = new Survey(session.site()).take(request);
    return new Preview(session.site()).of(decide(request, facts, session.now()).plan());
  }

  /**
   * Takes the snapshots.
   *
   * @throws org.cvmsnap.error.CvmsnapException when it did not begin, and nothing was touched
   */
  public TakeReport run(TakeRequest request) throws InterruptedException {
    try (Claims claims = new Claims(session)) {
      claims.guest(request.guest());
      payEarlierDebts(request.guest());
      TakeFacts facts = new Survey(session.site()).take(request);
      TakeDecision.Planned planned = decide(request, facts, session.now());
      claims.volumes(sources(planned));
      if (new Recovery(session, listener).finishHeld(sources(planned))) {
        facts = new Survey(session.site()).take(request);
        planned = decide(request, facts, session.now());
      }
      return run(request.guest(), facts, planned);
    }
  }

  private static List<VolumeId> sources(TakeDecision.Planned planned) {
    return planned.set().stream()
        .map(pair -> new VolumeId(planned.group(), pair.source()))
        .sorted()
        .toList();
  }

  /**
   * What a crash has left owing is paid first, or the guest would be taken for one that was off.
   */
  private void payEarlierDebts(GuestName guest) {
    for (Recovery.Recovered earlier : new Recovery(session, listener).payHeld(guest)) {
      if (earlier.result().serviceDown()) {
        throw new RefusedException(
            "An earlier run still owes something to " + guest + ": " + earlier.result().why() + ".",
            "See cvmsnap status, then type cvmsnap recover --ldom " + guest + ".");
      }
    }
  }

  private TakeDecision.Planned decide(TakeRequest request, TakeFacts facts, Instant now) {
    RunId run = RunId.of(now, request.guest(), session.marks().get());
    TakeDecision decision = new TakePlanner(request, facts, session.version()).decide(run, now);
    if (decision instanceof TakeDecision.Refused refused) {
      throw new RefusedException(refused.refusals());
    }
    return (TakeDecision.Planned) decision;
  }

  private TakeReport run(GuestName guest, TakeFacts facts, TakeDecision.Planned planned)
      throws InterruptedException {
    try (RunJournal journal = begin(planned)) {
      RunResult result = session.engine(listener).run(journal);
      boolean good = result.made();
      return new TakeReport(
          planned.plan().run(),
          guest,
          planned.group(),
          facts.guest().domain().state(),
          stateOf(facts.control(), guest),
          good ? planned.set() : List.of(),
          result,
          new Preview(session.site()).byHand(result.debts()));
    }
  }

  private RunJournal begin(TakeDecision.Planned planned) {
    try {
      return session
          .journals()
          .begin(new Event.Begun(session.now(), planned.plan(), session.owner()));
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
