package org.cvmsnap.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.cvmsnap.cluster.SnapshotFacts;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.AwaitMirrors;
import org.cvmsnap.step.DissociateSnapshot;
import org.cvmsnap.step.ReattachSnapshot;
import org.cvmsnap.step.RemoveCache;
import org.cvmsnap.step.RemoveSnapshot;
import org.cvmsnap.step.RemoveTags;
import org.cvmsnap.step.UnlinkMirror;

/** The plans that end snapshots: give them back, cut them off, remove them. */
public final class SnapshotEnds {
  private final Machine control;
  private final RunId run;

  public SnapshotEnds(Machine control, RunId run) {
    this.control = control;
    this.run = run;
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
  public Plan reattach(SnapshotFacts snapshot, int mirrors) {
    List<Step> steps = new ArrayList<>();
    steps.add(new ReattachSnapshot(control, snapshot.target()));
    if (mirrors > 0) {
      steps.add(new AwaitMirrors(control, snapshot.target().source().orElseThrow(), mirrors));
    }
    return plan("reattach", List.of(snapshot), steps);
  }

  /** The snapshot becomes a volume of its own, which no longer concerns cvmsnap. */
  public Plan dissociate(SnapshotFacts snapshot) {
    List<Step> steps = new ArrayList<>();
    steps.add(new DissociateSnapshot(control, snapshot.target()));
    List<String> tags = snapshot.tags().keySet().stream().filter(Tags::isOwn).sorted().toList();
    if (!tags.isEmpty()) {
      steps.add(new RemoveTags(control, snapshot.id(), tags));
    }
    return plan("dissociate", List.of(snapshot), steps);
  }

  /**
   * The snapshots are removed, and with the last user of it each cache object that was made for
   * them.
   *
   * @param others all other snapshots that there are
   */
  public Plan remove(
      String operation, List<SnapshotFacts> snapshots, Collection<SnapshotFacts> others) {
    List<Step> steps = new ArrayList<>();
    for (SnapshotFacts each : snapshots) {
      if (each.mirror()) {
        steps.add(new UnlinkMirror(control, each.target().source().orElseThrow(), each.id()));
      } else if (each.target().family() == Family.INSTANT
          && each.associated()
          && !each.spaceOptimized()) {
        steps.add(new DissociateSnapshot(control, each.target()));
      }
      steps.add(new RemoveSnapshot(control, each.target()));
    }
    steps.addAll(unusedCaches(snapshots, others));
    return plan(operation, snapshots, steps);
  }

  private List<Step> unusedCaches(List<SnapshotFacts> snapshots, Collection<SnapshotFacts> others) {
    TreeSet<String> kept = new TreeSet<>();
    others.stream()
        .filter(each -> snapshots.stream().noneMatch(gone -> gone.id().equals(each.id())))
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

  private Plan plan(String operation, List<SnapshotFacts> snapshots, List<Step> steps) {
    return Plan.ofVolumes(run, operation, concerned(snapshots), steps);
  }
}
