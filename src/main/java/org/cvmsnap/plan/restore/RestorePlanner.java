package org.cvmsnap.plan.restore;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.cluster.CacheUse;
import org.cvmsnap.cluster.SelectionFacts;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.SnapshotType;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.Decision;
import org.cvmsnap.plan.outage.Outage;
import org.cvmsnap.plan.outage.OutageChecks;
import org.cvmsnap.plan.take.BreakOff;
import org.cvmsnap.plan.take.TakePlan;
import org.cvmsnap.plan.take.TakePlanner;
import org.cvmsnap.plan.take.TakeRequest;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.MakeSnapshots;
import org.cvmsnap.step.ProveClosed;
import org.cvmsnap.step.RestoreVolumes;
import org.cvmsnap.step.TagSnapshot;

/**
 * Decides whether volumes can go back to their snapshots, and how. The safety snapshots are a take
 * of its own within the same outage, so all that speaks against a take speaks against them.
 */
public final class RestorePlanner {
  private static final String CONSEQUENCE = "the volumes of the others stay as they are";

  private final Request request;
  private final SelectionFacts facts;
  private final String version;

  /**
   * @param version of cvmsnap, for the safety snapshots' tags
   */
  public RestorePlanner(Request request, SelectionFacts facts, String version) {
    this.request = request;
    this.facts = facts;
    this.version = version;
  }

  public Decision<ReplacePlan> decide(RunId run, Instant now) {
    SelectedSnapshots points = SelectedSnapshots.meant(request.point(), facts);
    if (!points.refusals().isEmpty()) {
      return new Decision.Refused<>(points.refusals());
    }
    List<Refusal> refusals = new ArrayList<>();
    Optional<Decision<TakePlan>> safety =
        request.safety() ? Optional.of(safety(points.sources(), run, now)) : Optional.empty();
    refusals.addAll(outage(points.sources(), safety));
    refusals.addAll(new SelectionChecks(request.point(), facts).refusals(points, true));
    return Decision.of(
        refusals, () -> planned(run, points, safety.map(decision -> decision.orThrow())));
  }

  /** What a take of the sources would do. */
  private Decision<TakePlan> safety(List<VolumeId> sources, RunId run, Instant now) {
    TakeRequest take =
        new TakeRequest(
            request.point().outage(),
            sources.stream().map(SnapshotRef::to).toList(),
            request.name(),
            new BreakOff(),
            Optional.empty(),
            Optional.empty(),
            true);
    return new TakePlanner(take, facts.outage(), Map.of(), version).decide(run, now);
  }

  private List<Refusal> outage(List<VolumeId> sources, Optional<Decision<TakePlan>> safety) {
    OutageChecks checks = new OutageChecks(request.point().outage(), facts.outage());
    List<Refusal> outage = checks.all(sources);
    List<Refusal> refusals =
        new ArrayList<>(safety.map(decision -> decision.refusals()).orElse(List.of()));
    if (refusals.isEmpty()) {
      return outage;
    }
    if (outage.isEmpty()) {
      refusals.add(
          new Refusal(
              "So what the volumes hold now cannot be kept in safety snapshots.",
              "With --no-safety they are restored without any, and their present content is lost."));
    }
    return refusals;
  }

  private ReplacePlan planned(RunId run, SelectedSnapshots points, Optional<TakePlan> safety) {
    List<Step> steps = new ArrayList<>();
    List<SnapshotPair> kept = List.of();
    if (safety.isPresent()) {
      kept = safety.get().set();
      List<Step> taking = safety.get().plan().steps();
      for (Step step : taking) {
        steps.add(adapted(step, points, kept));
      }
      int made = afterMaking(taking);
      steps.addAll(made, restores(points, kept));
    } else {
      Outage outage = new Outage(request.point().outage(), facts.outage());
      steps.addAll(
          outage.steps(run, List.of(), points.sources(), points.closed(), Optional.empty()));
      steps.addAll(restores(points, kept));
      steps.addAll(outage.afterSnapshot(run, points.sources(), points.ids()));
    }
    GuestName guest = request.point().outage().guest();
    return new ReplacePlan(
        new Plan(
            run,
            "restore",
            Optional.of(guest),
            points.sources(),
            steps,
            facts.outage().guest().constraints()),
        family(points),
        points.snapshots(),
        points.pairs(),
        kept,
        warnings(points));
  }

  /** Where the steps go on once all safety snapshots are there. */
  private static int afterMaking(List<Step> taking) {
    return taking.lastIndexOf(
            taking.stream()
                .filter(MakeSnapshots.class::isInstance)
                .reduce((before, last) -> last)
                .orElseThrow())
        + 1;
  }

  private List<String> warnings(SelectedSnapshots points) {
    List<String> warnings = new ArrayList<>(points.warnings(facts, CONSEQUENCE));
    if (family(points) == Family.TRADITIONAL) {
      points
          .pairs()
          .forEach(
              pair ->
                  warnings.add(
                      "VxVM goes back to %s by making it a mirror of %s, so that this snapshot is gone then."
                          .formatted(pair.snapshot(), pair.source().name())));
    }
    for (SnapshotInfo snapshot : points.snapshots()) {
      facts
          .outage()
          .group(snapshot.id())
          .ifPresent(group -> warnings.addAll(CacheUse.overflows(group, snapshot)));
    }
    return warnings;
  }

  private Family family(SelectedSnapshots points) {
    return facts.outage().family(points.sources().get(0)).orElseThrow();
  }

  /** The step of the take, which is now for a restore. */
  private Step adapted(Step step, SelectedSnapshots points, List<SnapshotPair> kept) {
    if (step instanceof ProveClosed proof) {
      return new ProveClosed(proof.control(), points.closed(), proof.owner());
    }
    if (step instanceof TagSnapshot tag) {
      Map<String, String> tags = new LinkedHashMap<>(tag.tags());
      for (SnapshotPair safe : kept) {
        points.pairs().stream()
            .filter(pair -> safe.snapshot().equals(tag.snapshot()))
            .filter(pair -> safe.source().equals(pair.source()))
            .forEach(pair -> tags.put(Tags.SAFETY, pair.snapshot().name().value()));
      }
      return new TagSnapshot(tag.control(), tag.snapshot(), tags);
    }
    return step;
  }

  /**
   * One command for all instant snapshots of a kind in a disk group; the traditional family takes
   * one snapshot a command. As nobody writes meanwhile, it still is one point in time.
   */
  private List<Step> restores(SelectedSnapshots points, List<SnapshotPair> kept) {
    if (family(points) == Family.TRADITIONAL) {
      return points.pairs().stream()
          .map(pair -> restore(points, false, List.of(pair), kept))
          .toList();
    }
    return Stream.of(false, true)
        .flatMap(
            optimized ->
                SnapshotPair.byGroup(
                        points.snapshots().stream()
                            .filter(each -> optimized(each) == optimized)
                            .map(SelectedSnapshots::pair)
                            .toList())
                    .values()
                    .stream()
                    .map(pairs -> restore(points, optimized, pairs, kept)))
        .toList();
  }

  private boolean optimized(SnapshotInfo snapshot) {
    return facts
        .row(snapshot.id())
        .filter(row -> row.isA(SnapshotType.SPACE_OPTIMIZED))
        .isPresent();
  }

  private Step restore(
      SelectedSnapshots points,
      boolean optimized,
      List<SnapshotPair> pairs,
      List<SnapshotPair> kept) {
    return new RestoreVolumes(
        request.point().outage().guest(),
        facts.outage().control(),
        family(points),
        optimized,
        pairs,
        kept);
  }

  /**
   * What the operator asks of {@code restore}.
   *
   * @param safety whether what the volumes hold now is kept in snapshots
   * @param name the template of these snapshots' names; empty for the usual one
   */
  public record Request(SnapshotSelection point, boolean safety, Optional<String> name) {}
}
