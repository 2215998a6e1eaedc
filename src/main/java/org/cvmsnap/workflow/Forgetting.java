package org.cvmsnap.workflow;

import java.util.List;
import org.cvmsnap.cluster.Catalogue;
import org.cvmsnap.cluster.SnapshotFacts;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.Decision;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.RemoveTags;

/** Takes cvmsnap's tags off a snapshot, and touches nothing else: from then on it is foreign. */
public record Forgetting(SnapshotRef snapshot) implements VolumeOperation {
  @Override
  public List<VolumeId> subjects(Catalogue catalogue, UnfinishedRuns unfinished) {
    return List.of(unfinished.snapshot(catalogue, snapshot));
  }

  @Override
  public Decision<Plan> decide(Situation situation) {
    VolumeId id = situation.subjects().get(0);
    Catalogue catalogue = situation.catalogue();
    SnapshotFacts facts = situation.snapshot();
    List<String> tags = facts.tags().keySet().stream().filter(Tags::isOwn).sorted().toList();
    List<Step> steps =
        tags.isEmpty() ? List.of() : List.of(new RemoveTags(catalogue.control(), id, tags));
    return new Decision.Planned<>(Plan.ofVolumes(situation.run(), "forget", List.of(id), steps));
  }

  @Override
  public List<String> remarks(Situation situation, Plan plan, RunResult result) {
    return situation.brokenSets();
  }
}
