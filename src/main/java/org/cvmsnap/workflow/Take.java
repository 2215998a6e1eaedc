package org.cvmsnap.workflow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.cluster.KindFacts;
import org.cvmsnap.cluster.OutageFacts;
import org.cvmsnap.cluster.Survey;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.Retention;
import org.cvmsnap.plan.SnapshotSet;
import org.cvmsnap.plan.TakeDecision;
import org.cvmsnap.plan.TakePlanner;
import org.cvmsnap.plan.TakeRequest;
import org.cvmsnap.run.Invocation;

/** Snapshots volumes of a guest while it is down, and brings it back. */
public final class Take {
  private final Session session;
  private final EngineListener listener;
  private final GuestRuns runs;

  /** Waits for nobody, and posts no guardian. */
  public Take(Session session, EngineListener listener) {
    this(session, listener, Optional.empty());
  }

  public Take(Session session, EngineListener listener, Optional<Terms> terms) {
    this.session = session;
    this.listener = listener;
    this.runs = new GuestRuns(session, listener, terms);
  }

  /**
   * The mutating commands that a run would execute, in order; executes none.
   *
   * @throws org.cvmsnap.error.CvmsnapException when the run would not begin
   */
  public List<Invocation> preview(TakeRequest request) throws InterruptedException {
    return preview(request, Optional.empty());
  }

  /** As {@link #preview(TakeRequest)}, with what a retention policy would then remove. */
  public List<Invocation> preview(TakeRequest request, Optional<Retention> retention)
      throws InterruptedException {
    runs.requireNothingOwed(request.guest());
    TakeDecision.Planned planned = decide(request, survey(request), session.now());
    List<Invocation> commands = new ArrayList<>(new Preview(session.site()).of(planned.plan()));
    if (retention.isPresent()) {
      commands.addAll(new Prune(session, listener).previewAfter(coming(planned), retention.get()));
    }
    return List.copyOf(commands);
  }

  /**
   * Takes the snapshots.
   *
   * @throws org.cvmsnap.error.CvmsnapException when it did not begin, and nothing was touched
   */
  public TakeReport run(TakeRequest request) throws InterruptedException {
    try (Claims claims = new Claims(session)) {
      runs.claim(request.guest(), claims);
      OutageFacts facts = runs.unlocked(request.guest(), () -> survey(request));
      TakeDecision.Planned planned = decide(request, facts, session.now());
      claims.volumes(sources(planned));
      if (runs.finishEarlier(sources(planned))) {
        facts = survey(request);
        planned = decide(request, facts, session.now());
      }
      OutageReport report = runs.run(request.guest(), facts, planned.plan());
      return new TakeReport(
          report,
          planned.snapshotGroup(),
          request.kind(),
          report.result().made() ? planned.set() : List.of());
    }
  }

  private SnapshotSet coming(TakeDecision.Planned planned) {
    return new SnapshotSet(
        planned.plan().run().value(),
        Optional.of(session.now()),
        planned.set().stream().map(SnapshotPair::snapshot).toList(),
        Set.copyOf(sources(planned)),
        "",
        false,
        false);
  }

  private OutageFacts survey(TakeRequest request) throws InterruptedException {
    return new Survey(session.site())
        .outage(request.outage(), Survey.Volumes.named(request.volumes()));
  }

  private static List<VolumeId> sources(TakeDecision.Planned planned) {
    return planned.set().stream().map(SnapshotPair::source).sorted().toList();
  }

  private TakeDecision.Planned decide(TakeRequest request, OutageFacts facts, Instant now)
      throws InterruptedException {
    RunId run = RunId.of(now, request.guest(), session.marks().get());
    KindFacts kindFacts = new KindSurvey(session.site(), request, facts).learn();
    TakeDecision decision =
        new TakePlanner(request, facts, kindFacts, session.version()).decide(run, now);
    if (decision instanceof TakeDecision.Refused refused) {
      throw new RefusedException(refused.refusals());
    }
    return (TakeDecision.Planned) decision;
  }
}
