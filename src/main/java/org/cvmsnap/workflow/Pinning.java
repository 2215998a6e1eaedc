package org.cvmsnap.workflow;

import java.util.List;
import org.cvmsnap.cluster.Catalogue;
import org.cvmsnap.cluster.SnapshotFacts;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.Decision;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.RemoveTags;
import org.cvmsnap.step.SetTag;

/**
 * Pins snapshots, so that no retention policy removes them, or takes the pins away; does nothing
 * where it is so already.
 */
public record Pinning(List<SnapshotRef> snapshots, boolean pinned) implements VolumeOperation {
  public Pinning {
    snapshots = List.copyOf(snapshots);
  }

  @Override
  public List<VolumeId> subjects(Catalogue catalogue, UnfinishedRuns unfinished) {
    return snapshots.stream().map(ref -> unfinished.snapshot(catalogue, ref)).distinct().toList();
  }

  @Override
  public Decision<Plan> decide(Situation situation) throws InterruptedException {
    List<SnapshotFacts> all = situation.snapshots();
    List<Refusal> refusals =
        all.stream()
            .filter(facts -> !facts.info().ours())
            .map(
                facts ->
                    new Refusal(
                        facts.id()
                            + " does not carry cvmsnap's mark, so no policy of cvmsnap's touches it.",
                        "Nothing has to be done."))
            .toList();
    List<Step> steps =
        all.stream()
            .filter(facts -> pinned != facts.pinned())
            .map(facts -> step(situation.catalogue().control(), facts.id()))
            .toList();
    return Decision.of(
        refusals,
        () ->
            Plan.ofVolumes(situation.run(), pinned ? "pin" : "unpin", situation.subjects(), steps));
  }

  private Step step(Machine control, VolumeId id) {
    return pinned
        ? new SetTag(control, id, Tags.PIN, "yes")
        : new RemoveTags(control, id, List.of(Tags.PIN));
  }
}
