package org.cvmsnap.workflow;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cvmsnap.cluster.CacheUse;
import org.cvmsnap.cluster.GroupFacts;
import org.cvmsnap.cluster.KindFacts;
import org.cvmsnap.cluster.OutageFacts;
import org.cvmsnap.cluster.SnapshotFacts;
import org.cvmsnap.cluster.Survey;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.Mode;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.Proof;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.Decision;
import org.cvmsnap.plan.snapshot.Retention;
import org.cvmsnap.plan.snapshot.SnapshotSet;
import org.cvmsnap.plan.snapshot.VerifyPlanner;
import org.cvmsnap.plan.take.Sources;
import org.cvmsnap.plan.take.SpaceOptimized;
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
   * What is done once the guest is back.
   *
   * @param verify how the snapshots themselves are asked; empty where they are not
   * @param retention what is removed then, if all went well; empty for nothing
   */
  public record Afterwards(Optional<VerifyPlanner.Request> verify, Optional<Retention> retention) {
    /** Nothing more. */
    public static final Afterwards NOTHING = new Afterwards(Optional.empty(), Optional.empty());
  }

  /** A take, and what is done once the guest is back. */
  public record Wanted(TakeRequest request, Afterwards then) {}

  /**
   * What a run would do; executes nothing.
   *
   * @throws org.cvmsnap.error.CvmsnapException when the run would not begin
   */
  public OutagePreview preview(TakeRequest request, Afterwards then) throws InterruptedException {
    return preview(request, then, Duration.ZERO);
  }

  /**
   * The same at another time, where names tell of that.
   *
   * @param ahead how long until the snapshots are taken
   */
  OutagePreview preview(TakeRequest request, Afterwards then, Duration ahead)
      throws InterruptedException {
    Taking taking = new Taking(request, then.verify(), ahead);
    OutageRuns.Previewed<TakePlan> previewed = runs.preview(taking);
    previewed.planned().notes().forEach(listener::warn);
    List<Invocation> commands = new ArrayList<>(previewed.commands());
    commands.addAll(taking.asking(previewed.planned()));
    if (then.retention().isPresent()) {
      commands.addAll(
          prune(request)
              .previewAfter(coming(request, previewed.planned()), then.retention().get()));
    }
    return new OutagePreview(commands, previewed.outages());
  }

  private SnapshotSet coming(TakeRequest request, TakePlan planned) {
    return new SnapshotSet(
        planned.plan().run().value(),
        Optional.of(session.now()),
        OptionalLong.empty(),
        planned.set().stream().map(SnapshotPair::snapshot).toList(),
        Set.copyOf(planned.sources()),
        "",
        false,
        false,
        planned.proof(),
        false,
        request.policy());
  }

  /**
   * Takes the snapshots, asks them, and removes what no rule keeps then, if all went well.
   *
   * @throws org.cvmsnap.error.CvmsnapException when it did not begin, and nothing was touched
   */
  public TakeReport run(TakeRequest request, Afterwards then) throws InterruptedException {
    TakeReport taken =
        runs.run(new Taking(request, then.verify(), Duration.ZERO), Confirmation.GIVEN);
    if (then.verify().isPresent() && taken.asWanted()) {
      List<VolumeId> made = taken.made().stream().map(SnapshotPair::snapshot).toList();
      taken = taken.with(verify(request).after(made, then.verify().get()));
    }
    if (then.retention().isPresent() && taken.asWanted()) {
      List<VolumeId> sources = taken.made().stream().map(SnapshotPair::source).toList();
      taken =
          taken.with(
              prune(request).after(sources, then.retention().get(), taken.run(), request.policy()));
    }
    if (taken.result().status() == 0 && !Notification.hooks(request.outage()).isEmpty()) {
      tellAfterwards(taken);
    }
    return taken;
  }

  /** What came of the take itself was told when it had ended. */
  private void tellAfterwards(TakeReport taken) {
    int verified = taken.verified().map(each -> each.exitAfterwards().value()).orElse(0);
    int status =
        verified == 0 ? taken.pruned().map(each -> each.exit().value()).orElse(0) : verified;
    try {
      Optional<RunRecord> record = session.journal(taken.run());
      record.ifPresent(run -> new Notification(session, listener, run.plan()).failed(status));
    } catch (IOException | IllegalArgumentException e) {
      listener.warn("The journal of run %s cannot be read.".formatted(taken.run()));
    }
  }

  private Verify verify(TakeRequest request) {
    return new Verify(session, listener, request.outage().noLock());
  }

  private Prune prune(TakeRequest request) {
    return new Prune(session, listener, request.outage().noLock());
  }

  private final class Taking implements OutageOperation<OutageFacts, TakePlan, TakeReport> {
    private final TakeRequest request;
    private final Optional<VerifyPlanner.Request> verify;
    private final Duration ahead;

    Taking(TakeRequest request, Optional<VerifyPlanner.Request> verify, Duration ahead) {
      this.request = request;
      this.verify = verify;
      this.ahead = ahead;
    }

    @Override
    public OutageOptions options() {
      return request.outage();
    }

    @Override
    public Taking in(Mode mode) {
      return new Taking(request.in(mode), verify, ahead);
    }

    @Override
    public Optional<String> keptDisks(TakeReport report) {
      return report.outage().keptDisks();
    }

    @Override
    public OutageFacts survey() throws InterruptedException {
      return request.volumes().isEmpty() ? survey(dataVolumes()) : survey(request.volumes());
    }

    private OutageFacts survey(List<SnapshotRef> volumes) throws InterruptedException {
      return new Survey(session.reading()).outage(request.outage(), Survey.Volumes.named(volumes));
    }

    /** Those of the guest, which has to be asked for them before it is asked about them. */
    private List<SnapshotRef> dataVolumes() throws InterruptedException {
      Sources sources = Sources.among(request, survey(List.of()));
      if (!sources.refusals().isEmpty()) {
        throw new RefusedException(sources.refusals());
      }
      return sources.volumes().stream().map(SnapshotRef::to).toList();
    }

    @Override
    public OutageFacts outage(OutageFacts facts) {
      return facts;
    }

    @Override
    public Decision<TakePlan> decide(OutageFacts facts, RunId run) throws InterruptedException {
      Instant now = session.now().plus(ahead);
      Map<GroupName, KindFacts> kindFacts =
          new KindSurvey(session.reading(), request, facts).learn();
      Decision<TakePlan> decision =
          new TakePlanner(request, facts, kindFacts, session.version()).decide(run, now);
      if (decision.refusals().isEmpty()) {
        asking(decision.orThrow()); // what is refused is refused before any guest is touched
      }
      return decision;
    }

    /**
     * The commands with which the snapshots will be asked.
     *
     * @throws org.cvmsnap.error.CvmsnapException when they could not be
     */
    List<Invocation> asking(TakePlan planned) throws InterruptedException {
      return verify.isPresent()
          ? verify(request).previewAfter(planned.coming(request), verify.get())
          : List.of();
    }

    @Override
    public List<String> warnings(TakePlan planned) {
      List<String> warnings = new ArrayList<>(planned.omitted());
      warnings.addAll(planned.warnings());
      if (verify.isPresent()) {
        for (SnapshotFacts each : planned.coming(request)) {
          Verify.unaskable(each)
              .ifPresent(
                  why -> warnings.add("%s will not be asked: %s.".formatted(each.id(), why)));
        }
      }
      return warnings;
    }

    @Override
    public void requireCertain(TakePlan planned, UnfinishedRuns unfinished) {
      unfinished.requireCertain(planned.sources(), List.of());
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
      OutageReport report = runs.run(options(), facts, plan);
      if (request.kind() instanceof SpaceOptimized) {
        warnOfLost(facts);
      }
      return new TakeReport(
          report,
          request.kind(),
          report.result().made() ? planned.set() : List.of(),
          proofs(plan, report.result()),
          !report.result().made() && begun(plan) > discarded(report.result()),
          Optional.empty(),
          Optional.empty());
    }

    /** What VxVM has given up of older snapshots for the one that was made. */
    private void warnOfLost(OutageFacts facts) throws InterruptedException {
      List<GroupFacts> withCaches =
          facts.groups().values().stream()
              .filter(group -> !group.layout().caches().isEmpty())
              .toList();
      for (GroupFacts group : withCaches) {
        try {
          GroupLayout now = session.reading().vxvm(facts.control()).layout(group.name());
          CacheUse.lost(group, now)
              .forEach(
                  each ->
                      listener.warn(
                          "%s is lost: its cache had no room for what was written since."
                              .formatted(each)));
        } catch (NotLearnedException e) {
          listener.warn(
              "Whether the caches of %s had room for their older snapshots could not be seen: %s."
                  .formatted(group.name(), e.why()));
        }
      }
    }

    private static Map<VolumeId, Proof> proofs(Plan plan, RunResult result) {
      return plan.steps().stream()
          .filter(TagSnapshot.class::isInstance)
          .map(TagSnapshot.class::cast)
          .collect(
              Collectors.toMap(
                  TagSnapshot::snapshot, tag -> tag.proof(result.ended(ProveClean.class))));
    }

    /** In how many disk groups the run was about to make snapshots, where it has not ended. */
    private long begun(Plan plan) {
      return session.unfinished().run(plan.run()).stream()
          .flatMapToInt(
              record ->
                  IntStream.range(0, plan.steps().size())
                      .filter(index -> record.intended(index).isPresent()))
          .filter(index -> plan.steps().get(index) instanceof MakeSnapshots)
          .count();
    }

    /** In how many the snapshots that it made, or not, are seen to be gone. */
    private static long discarded(RunResult result) {
      return result.steps().stream()
          .filter(report -> report.phase() == Phase.AFTER && report.outcome().reached())
          .flatMap(report -> report.step().stream())
          .filter(MakeSnapshots.class::isInstance)
          .distinct()
          .count();
    }
  }
}
