package org.cvmsnap.workflow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cvmsnap.cluster.KindFacts;
import org.cvmsnap.cluster.OutageFacts;
import org.cvmsnap.cluster.Survey;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Proof;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.Decision;
import org.cvmsnap.plan.snapshot.Retention;
import org.cvmsnap.plan.snapshot.SnapshotSet;
import org.cvmsnap.plan.take.TakePlan;
import org.cvmsnap.plan.take.TakePlanner;
import org.cvmsnap.plan.take.TakeRequest;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Plan;
import org.cvmsnap.step.MakeSnapshots;
import org.cvmsnap.step.ProveClean;
import org.cvmsnap.step.TagSnapshot;

/** Snapshots volumes of a guest while it is down, and brings it back. */
public final class Take {
  private final Session session;
  private final EngineListener listener;
  private final OutageRuns runs;

  public Take(Session session, EngineListener listener, Optional<Supervision> supervision) {
    this.session = session;
    this.listener = listener;
    this.runs = new OutageRuns(session, listener, supervision);
  }

  /**
   * The mutating commands that a run would execute, in order; executes none.
   *
   * @param retention what would then be removed; empty for nothing
   * @throws org.cvmsnap.error.CvmsnapException when the run would not begin
   */
  public List<Invocation> preview(TakeRequest request, Optional<Retention> retention)
      throws InterruptedException {
    OutageRuns.Previewed<TakePlan> previewed = runs.preview(new Taking(request));
    List<Invocation> commands = new ArrayList<>(previewed.commands());
    if (retention.isPresent()) {
      commands.addAll(prune(request).previewAfter(coming(previewed.planned()), retention.get()));
    }
    return List.copyOf(commands);
  }

  private SnapshotSet coming(TakePlan planned) {
    return new SnapshotSet(
        planned.plan().run().value(),
        Optional.of(session.now()),
        planned.set().stream().map(SnapshotPair::snapshot).toList(),
        Set.copyOf(planned.sources()),
        "",
        false,
        false,
        planned.proof(),
        false);
  }

  /**
   * Takes the snapshots, and removes what no rule keeps then, if all went well.
   *
   * @throws org.cvmsnap.error.CvmsnapException when it did not begin, and nothing was touched
   */
  public TakeReport run(TakeRequest request, Optional<Retention> retention)
      throws InterruptedException {
    TakeReport taken = runs.run(new Taking(request), Confirmation.GIVEN);
    if (retention.isEmpty() || taken.result().status() != 0) {
      return taken;
    }
    List<VolumeId> sources = taken.made().stream().map(SnapshotPair::source).toList();
    return taken.with(prune(request).after(sources, retention.get(), taken.run()));
  }

  private Prune prune(TakeRequest request) {
    return new Prune(session, listener, request.outage().noLock());
  }

  private final class Taking implements OutageOperation<OutageFacts, TakePlan, TakeReport> {
    private final TakeRequest request;

    Taking(TakeRequest request) {
      this.request = request;
    }

    @Override
    public GuestName guest() {
      return request.guest();
    }

    @Override
    public OutageFacts survey() throws InterruptedException {
      return new Survey(session.reading())
          .outage(request.outage(), Survey.Volumes.named(request.volumes()));
    }

    @Override
    public OutageFacts outage(OutageFacts facts) {
      return facts;
    }

    @Override
    public Decision<TakePlan> decide(OutageFacts facts, RunId run) throws InterruptedException {
      Instant now = session.now();
      KindFacts kindFacts = new KindSurvey(session.reading(), request, facts).learn();
      return new TakePlanner(request, facts, kindFacts, session.version()).decide(run, now);
    }

    @Override
    public List<String> warnings(TakePlan planned) {
      return planned.warnings();
    }

    @Override
    public List<VolumeId> volumes(TakePlan planned) {
      return planned.sources();
    }

    @Override
    public Plan plan(TakePlan planned) {
      return planned.plan();
    }

    @Override
    public TakeReport run(OutageFacts facts, TakePlan planned, Plan plan)
        throws InterruptedException {
      OutageReport report = runs.run(request.guest(), facts, plan);
      return new TakeReport(
          report,
          SnapshotPair.snapshotGroup(planned.set()),
          request.kind(),
          report.result().made() ? planned.set() : List.of(),
          proofs(plan, report.result()),
          !report.result().made() && begun(plan) && !discarded(report.result()),
          Optional.empty());
    }

    private static Map<VolumeId, Proof> proofs(Plan plan, RunResult result) {
      return plan.steps().stream()
          .filter(TagSnapshot.class::isInstance)
          .map(TagSnapshot.class::cast)
          .collect(
              Collectors.toMap(
                  TagSnapshot::snapshot, tag -> tag.proof(result.ended(ProveClean.class))));
    }

    /** Whether the run was about to make snapshots, as far as it has not ended. */
    private boolean begun(Plan plan) {
      return session
          .unfinished()
          .run(plan.run())
          .filter(
              record ->
                  IntStream.range(0, plan.steps().size())
                      .filter(index -> plan.steps().get(index) instanceof MakeSnapshots)
                      .anyMatch(index -> record.intended(index).isPresent()))
          .isPresent();
    }

    private static boolean discarded(RunResult result) {
      return result.steps().stream()
          .filter(report -> report.step().filter(MakeSnapshots.class::isInstance).isPresent())
          .anyMatch(report -> report.phase() == Phase.AFTER && report.outcome().reached());
    }
  }
}
