package org.cvmsnap.plan.snapshot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cvmsnap.cluster.SnapshotFacts;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.Decision;
import org.cvmsnap.plan.snapshot.SnapshotChecks.End;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.AwaitMirrors;
import org.cvmsnap.step.DissociateSnapshot;
import org.cvmsnap.step.ReattachSnapshot;
import org.cvmsnap.step.RemoveCache;
import org.cvmsnap.step.RemoveSnapshot;
import org.cvmsnap.step.RemoveTags;
import org.cvmsnap.step.UnlinkMirror;

/** Decides how snapshots are ended: given back, cut off, or removed; or refuses. */
public final class EndPlanner {
  private final Machine control;
  private final RunId run;
  private final boolean foreign;

  /**
   * @param foreign whether snapshots that cvmsnap did not make are meant as well
   */
  public EndPlanner(Machine control, RunId run, boolean foreign) {
    this.control = control;
    this.run = run;
    this.foreign = foreign;
  }

  private Decision<Plan> decision(
      End end, String operation, List<SnapshotFacts> snapshots, Supplier<List<Step>> steps) {
    List<Refusal> refusals =
        snapshots.stream()
            .flatMap(each -> SnapshotChecks.refusals(each, end, foreign).stream())
            .toList();
    return Decision.of(
        refusals, () -> Plan.ofVolumes(run, operation, concerned(snapshots), steps.get()));
  }

  /** What a plan about these snapshots has to hold: themselves and their sources. */
  public static List<VolumeId> concerned(Collection<SnapshotFacts> snapshots) {
    return snapshots.stream()
        .flatMap(each -> Stream.concat(Stream.of(each.id()), each.target().source().stream()))
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * The snapshot's mirrors go back to its source.
   *
   * @param mirrors how many complete mirrors the source has then; 0 not to wait for them
   */
  public Decision<Plan> reattach(SnapshotFacts snapshot, int mirrors) {
    return decision(
        End.REATTACH,
        "reattach",
        List.of(snapshot),
        () -> {
          Step back = new ReattachSnapshot(control, snapshot.target());
          return mirrors == 0
              ? List.of(back)
              : List.of(
                  back,
                  new AwaitMirrors(control, snapshot.target().source().orElseThrow(), mirrors));
        });
  }

  /** The snapshot becomes a volume of its own, which no longer concerns cvmsnap. */
  public Decision<Plan> dissociate(SnapshotFacts snapshot) {
    List<String> tags = snapshot.tags().keySet().stream().filter(Tags::isOwn).sorted().toList();
    Step cut = new DissociateSnapshot(control, snapshot.target());
    return decision(
        End.DISSOCIATE,
        "dissociate",
        List.of(snapshot),
        () ->
            tags.isEmpty()
                ? List.of(cut)
                : List.of(cut, new RemoveTags(control, snapshot.id(), tags)));
  }

  /**
   * The snapshots are removed, and with the last user of it each cache object that was made for
   * them.
   *
   * @param operation the command's name
   * @param others all other snapshots that there are
   */
  public Decision<Plan> remove(
      String operation, List<SnapshotFacts> snapshots, Collection<SnapshotFacts> others) {
    return decision(
        End.REMOVE,
        operation,
        snapshots,
        () -> {
          List<Step> steps = new ArrayList<>();
          for (SnapshotFacts each : snapshots) {
            untying(each).ifPresent(steps::add);
            steps.add(new RemoveSnapshot(control, each.target()));
          }
          steps.addAll(unusedCaches(snapshots, others));
          return steps;
        });
  }

  /** What has to be cut before it can be removed. */
  private Optional<Step> untying(SnapshotFacts each) {
    if (each.mirror()) {
      return Optional.of(
          new UnlinkMirror(control, each.target().source().orElseThrow(), each.id()));
    }
    boolean tied =
        each.target().family() == Family.INSTANT && each.associated() && !each.spaceOptimized();
    return tied ? Optional.of(new DissociateSnapshot(control, each.target())) : Optional.empty();
  }

  private List<Step> unusedCaches(List<SnapshotFacts> snapshots, Collection<SnapshotFacts> others) {
    TreeSet<String> kept = new TreeSet<>();
    Set<VolumeId> gone = snapshots.stream().map(SnapshotFacts::id).collect(Collectors.toSet());
    others.stream()
        .filter(each -> !gone.contains(each.id()))
        .forEach(each -> kept.add(cache(each)));
    List<Step> steps = new ArrayList<>();
    for (SnapshotFacts each : snapshots) {
      if (each.info().ours() && each.tags().containsKey(Tags.CACHE) && kept.add(cache(each))) {
        steps.add(
            new RemoveCache(control, each.id().group(), each.tags().getOrDefault(Tags.CACHE, "")));
      }
    }
    return steps;
  }

  private static String cache(SnapshotFacts each) {
    return each.id().group() + "/" + each.tags().getOrDefault(Tags.CACHE, "");
  }
}
