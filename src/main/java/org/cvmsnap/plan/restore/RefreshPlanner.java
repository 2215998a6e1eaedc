package org.cvmsnap.plan.restore;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.cluster.GroupFacts;
import org.cvmsnap.cluster.SelectionFacts;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.SnapshotRow;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.plan.Decision;
import org.cvmsnap.plan.outage.CleanProof;
import org.cvmsnap.plan.outage.Outage;
import org.cvmsnap.plan.outage.OutageChecks;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.RefreshSnapshots;
import org.cvmsnap.step.RetagSnapshot;

/** Decides whether snapshots can show a new point in time, and how. */
public final class RefreshPlanner {
  private static final String CONSEQUENCE = "the others stay of the old point in time";

  private final SnapshotSelection request;
  private final SelectionFacts facts;
  private final String version;

  /**
   * @param version of cvmsnap, for the snapshots' tags
   */
  public RefreshPlanner(SnapshotSelection request, SelectionFacts facts, String version) {
    this.request = request;
    this.facts = facts;
    this.version = version;
  }

  public Decision<ReplacePlan> decide(RunId run) {
    SelectedSnapshots points = SelectedSnapshots.meant(request, facts);
    if (!points.refusals().isEmpty()) {
      return new Decision.Refused<>(points.refusals());
    }
    List<Refusal> refusals =
        new ArrayList<>(new OutageChecks(request.outage(), facts.outage()).all(points.sources()));
    refusals.addAll(proof(points).refusals());
    refusals.addAll(new SelectionChecks(request, facts).refusals(points, false));
    refusals.addAll(traditional(points));
    return Decision.of(refusals, () -> planned(run, points));
  }

  private ReplacePlan planned(RunId run, SelectedSnapshots points) {
    GuestName guest = request.outage().guest();
    return new ReplacePlan(
        new Plan(
            run,
            "refresh",
            Optional.of(guest),
            points.sources(),
            steps(run, points),
            facts.outage().guest().constraints()),
        Family.INSTANT,
        points.snapshots(),
        points.pairs(),
        List.of(),
        Stream.concat(
                points.warnings(facts, CONSEQUENCE).stream(), proof(points).warnings().stream())
            .toList());
  }

  private CleanProof proof(SelectedSnapshots points) {
    return new CleanProof(request.outage(), facts.outage(), points.sources());
  }

  private List<Refusal> traditional(SelectedSnapshots points) {
    return points.snapshots().stream()
        .filter(
            each ->
                SelectedSnapshots.source(each)
                    .flatMap(facts.outage()::family)
                    .filter(family -> family == Family.TRADITIONAL)
                    .isPresent())
        .map(
            each ->
                new Refusal(
                    each.id() + " is a traditional snapshot, which VxVM cannot refresh.",
                    ShellLine.hint(
                        "Give its mirror back and take a new one: cvmsnap reattach %s, then cvmsnap take %s --ldom %s --name %s.",
                        each.id().name(),
                        each.source().map(VolumeName::value).orElse("VOLUME"),
                        request.outage().guest(),
                        each.id().name())))
        .toList();
  }

  private List<Step> steps(RunId run, SelectedSnapshots points) {
    Outage outage = new Outage(request.outage(), facts.outage());
    List<Step> steps =
        new ArrayList<>(
            outage.steps(
                run,
                List.of(),
                points.sources(),
                points.closed(),
                Optional.of(proof(points).demand())));
    for (List<SnapshotPair> pairs : SnapshotPair.byGroup(points.pairs()).values()) {
      steps.add(
          new RefreshSnapshots(
              request.outage().guest(), facts.outage().control(), pairs, dates(pairs)));
    }
    steps.addAll(outage.afterSnapshot(run, points.sources(), points.ids()));
    long sequence =
        GroupFacts.nextSequence(
            points.ids().stream().flatMap(id -> facts.outage().group(id).stream()));
    for (SnapshotInfo snapshot : points.snapshots()) {
      Map<String, String> tags =
          Tags.of(
              run,
              request.outage().guest(),
              SelectedSnapshots.pair(snapshot),
              points.pairs(),
              sequence,
              version);
      tags.putAll(Tags.of(Family.INSTANT));
      tags.put(Tags.KIND, snapshot.kind());
      SelectedSnapshots.source(snapshot).ifPresent(id -> tags.putAll(proof(points).tags(id)));
      List<String> stale =
          Stream.concat(
                  tags.keySet().stream(),
                  Stream.of(Tags.TAKEN, Tags.DATE, Tags.SAFETY, Tags.GROUPS))
              .distinct()
              .filter(facts.tags(snapshot.id())::containsKey)
              .sorted()
              .toList();
      steps.add(new RetagSnapshot(facts.outage().control(), snapshot.id(), stale, tags));
    }
    return steps;
  }

  private Map<VolumeName, LocalDateTime> dates(List<SnapshotPair> pairs) {
    Map<VolumeName, LocalDateTime> dates = new LinkedHashMap<>();
    for (SnapshotPair pair : pairs) {
      Optional<LocalDateTime> date = facts.row(pair.snapshot()).flatMap(SnapshotRow::date);
      date.ifPresent(known -> dates.put(pair.snapshot().name(), known));
    }
    return dates;
  }
}
