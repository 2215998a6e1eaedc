package org.cvmsnap.workflow;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.cluster.Catalogue;
import org.cvmsnap.cluster.SnapshotFacts;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.Decision;
import org.cvmsnap.plan.snapshot.EndPlanner;
import org.cvmsnap.plan.snapshot.VerifyPlanner;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;

/** Asks one snapshot how clean it is, and marks it with the answer. */
record Verification(VolumeId snapshot, VerifyPlanner.Request request) implements VolumeOperation {
  /** A guest that is taken down for a snapshot has to come back with the disks that it had. */
  @Override
  public Optional<GuestName> guest() {
    return request.helper().map(helper -> new GuestName(helper.name()));
  }

  @Override
  public List<VolumeId> subjects(Catalogue catalogue, UnfinishedRuns unfinished) {
    return List.of(snapshot);
  }

  @Override
  public List<VolumeId> concerned(Catalogue catalogue, List<VolumeId> subjects) {
    return EndPlanner.concerned(catalogue.all(subjects));
  }

  @Override
  public List<VolumeId> locked(Catalogue catalogue, List<VolumeId> subjects) {
    return subjects;
  }

  @Override
  public Decision<Plan> decide(Situation situation) throws InterruptedException {
    if (situation.snapshots().isEmpty()) {
      throw new RefusedException(snapshot + " is gone.", "See cvmsnap list.");
    }
    return decide(situation, situation.snapshots().get(0));
  }

  /**
   * How it is asked.
   *
   * @param facts of the snapshot, which need not be there yet
   */
  Decision<Plan> decide(Situation situation, SnapshotFacts facts) throws InterruptedException {
    Decision<Plan> decision =
        new VerifyPlanner(Exporting.facts(situation, facts), situation.run()).verify(request);
    if (decision.refusals().isEmpty()) {
      for (Step step : decision.orThrow().steps()) {
        if (step.system().isPresent()) {
          requireReached(situation, step.system().get());
          break;
        }
      }
    }
    return decision;
  }

  /** A guest that cannot be asked is given nothing. */
  private static void requireReached(Situation situation, Machine helper)
      throws InterruptedException {
    try {
      situation.session().reading().os(helper, situation.catalogue().control()).frontEnds();
    } catch (NotLearnedException e) {
      throw new RefusedException(helper.name() + " cannot be asked", e);
    }
  }
}
