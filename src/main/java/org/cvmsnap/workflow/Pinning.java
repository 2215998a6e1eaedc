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
 * Pins a snapshot, so that no retention policy removes it, or takes the pin away; does nothing
 * where it is so already.
 */
public record Pinning(SnapshotRef snapshot, boolean pinned) implements VolumeOperation {
  @Override
  public List<VolumeId> subjects(Catalogue catalogue, UnfinishedRuns unfinished) {
    return List.of(unfinished.snapshot(catalogue, snapshot));
  }

  @Override
  public Decision<Plan> decide(Situation situation) {
    VolumeId id = situation.subjects().get(0);
    Catalogue catalogue = situation.catalogue();
    SnapshotFacts facts = situation.snapshot();
    List<Refusal> refusals =
        facts.info().ours()
            ? List.of()
            : List.of(
                new Refusal(
                    id + " does not carry cvmsnap's mark, so no policy of cvmsnap's touches it.",
                    "Nothing has to be done."));
    List<Step> steps =
        pinned == facts.pinned() ? List.of() : List.of(step(catalogue.control(), id));
    return Decision.of(
        refusals,
        () -> Plan.ofVolumes(situation.run(), pinned ? "pin" : "unpin", List.of(id), steps));
  }

  private Step step(Machine control, VolumeId id) {
    return pinned
        ? new SetTag(control, id, Tags.PIN, "yes")
        : new RemoveTags(control, id, List.of(Tags.PIN));
  }
}
