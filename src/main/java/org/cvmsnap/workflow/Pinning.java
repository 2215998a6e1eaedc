package org.cvmsnap.workflow;

import java.util.List;
import org.cvmsnap.cluster.Catalogue;
import org.cvmsnap.cluster.SnapshotFacts;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.RemoveTags;
import org.cvmsnap.step.SetTag;

/** Pins snapshots, so that no retention policy removes them, and takes the pins away. */
public final class Pinning {
  private final Session session;
  private final VolumeRuns runs;
  private final Recovery recovery;

  public Pinning(Session session, EngineListener listener) {
    this.session = session;
    this.runs = new VolumeRuns(session, listener);
    this.recovery = new Recovery(session, listener);
  }

  /**
   * The mutating commands that a run would execute; executes none.
   *
   * @throws org.cvmsnap.error.CvmsnapException when the run would not begin
   */
  public List<Invocation> preview(SnapshotRef snapshot, boolean pinned)
      throws InterruptedException {
    Catalogue catalogue = Catalogue.read(session.site());
    return runs.preview(plan(catalogue, recovery.snapshot(catalogue, snapshot), pinned));
  }

  /**
   * Pins the snapshot, or takes its pin away; does nothing where it is so already.
   *
   * @throws org.cvmsnap.error.CvmsnapException when it did not begin, and nothing was touched
   */
  public OperationReport run(SnapshotRef snapshot, boolean pinned) throws InterruptedException {
    VolumeId id = recovery.snapshot(Catalogue.read(session.site()), snapshot);
    try (Claims claims = new Claims(session)) {
      claims.volume(id);
      recovery.requireDone(List.of(id));
      Plan plan = plan(Catalogue.read(session.site()), id, pinned);
      return new OperationReport(plan, List.of(id), runs.run(plan), List.of());
    }
  }

  private Plan plan(Catalogue catalogue, VolumeId id, boolean pinned) {
    SnapshotFacts facts =
        catalogue.all().stream()
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElseThrow(() -> new RefusedException(id + " is gone.", "See cvmsnap list."));
    if (!facts.info().ours()) {
      throw new RefusedException(
          id + " does not carry cvmsnap's mark, so no policy of cvmsnap's touches it.",
          "Nothing has to be done.");
    }
    List<Step> steps =
        pinned == facts.pinned()
            ? List.of()
            : List.of(
                pinned
                    ? new SetTag(catalogue.control(), id, Tags.PIN, "yes")
                    : new RemoveTags(catalogue.control(), id, List.of(Tags.PIN)));
    return Plan.ofVolumes(runs.id(id), pinned ? "pin" : "unpin", List.of(id), steps);
  }
}
