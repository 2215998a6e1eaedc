package org.cvmsnap.workflow;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.cluster.Catalogue;
import org.cvmsnap.cluster.SnapshotFacts;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.ldm.Ldm;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.VirtualDisk;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.ExportFacts;
import org.cvmsnap.plan.ExportPlanner;
import org.cvmsnap.plan.ExportRequest;
import org.cvmsnap.plan.SnapshotEnds;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.AddDisk;

/** Gives snapshots to guests as disks, and takes them away again. */
public final class Exporting {
  private final Session session;
  private final VolumeRuns runs;
  private final Recovery recovery;

  public Exporting(Session session, EngineListener listener) {
    this.session = session;
    this.runs = new VolumeRuns(session, listener);
    this.recovery = new Recovery(session, listener);
  }

  /** What is to be planned, once the facts are known. */
  private interface Planned {
    Plan by(ExportPlanner planner);
  }

  /**
   * The mutating commands that {@link #export} would execute, in order; executes none.
   *
   * @throws org.cvmsnap.error.CvmsnapException when the run would not begin
   */
  public List<Invocation> previewExport(SnapshotRef snapshot, ExportRequest request)
      throws InterruptedException {
    return preview(snapshot, planner -> planner.export(request));
  }

  /**
   * Makes the snapshot a disk of the guest, and says which one the guest sees.
   *
   * @throws org.cvmsnap.error.CvmsnapException when it did not begin, and nothing was touched
   */
  public OperationReport export(SnapshotRef snapshot, ExportRequest request)
      throws InterruptedException {
    return run(snapshot, request.guest(), planner -> planner.export(request));
  }

  /**
   * The mutating commands that {@link #unexport} would execute, in order; executes none.
   *
   * @throws org.cvmsnap.error.CvmsnapException when the run would not begin
   */
  public List<Invocation> previewUnexport(SnapshotRef snapshot, GuestName guest)
      throws InterruptedException {
    return preview(snapshot, planner -> planner.unexport(guest));
  }

  /**
   * Takes the snapshot from the guest.
   *
   * @throws org.cvmsnap.error.CvmsnapException when it did not begin, and nothing was touched
   */
  public OperationReport unexport(SnapshotRef snapshot, GuestName guest)
      throws InterruptedException {
    return run(snapshot, guest, planner -> planner.unexport(guest));
  }

  private List<Invocation> preview(SnapshotRef ref, Planned planned) throws InterruptedException {
    Catalogue catalogue = Catalogue.read(session.site());
    ExportFacts facts = facts(catalogue, catalogue.snapshot(ref));
    recovery.requireDone(concerned(facts));
    return runs.preview(planned.by(planner(facts)));
  }

  private OperationReport run(SnapshotRef ref, GuestName guest, Planned planned)
      throws InterruptedException {
    VolumeId id = Catalogue.read(session.site()).snapshot(ref);
    try (Claims claims = new Claims(session)) {
      // A guest that is taken down for a snapshot has to come back with the disks that it had.
      claims.guest(guest);
      claims.volume(id);
      ExportFacts facts = facts(Catalogue.read(session.site()), id);
      recovery.requireDone(concerned(facts));
      Plan plan = planned.by(planner(facts));
      RunResult result = runs.run(plan);
      return new OperationReport(
          plan, List.of(id), result, result.status() == 0 ? appearance(plan) : List.of());
    }
  }

  private static List<VolumeId> concerned(ExportFacts facts) {
    return SnapshotEnds.concerned(List.of(facts.snapshot()));
  }

  private ExportPlanner planner(ExportFacts facts) {
    return new ExportPlanner(facts, runs.id(facts.snapshot().id()));
  }

  private ExportFacts facts(Catalogue catalogue, VolumeId id) throws InterruptedException {
    SnapshotFacts snapshot =
        catalogue.facts(List.of(id)).stream()
            .findFirst()
            .orElseThrow(() -> new RefusedException(id + " is gone.", "See cvmsnap list."));
    Ldm ldm = session.site().ldm(catalogue.control());
    try {
      return new ExportFacts(
          catalogue.control(),
          snapshot,
          catalogue.all(),
          ldm.domains(),
          ldm.disks(),
          ldm.backEnds());
    } catch (NotLearnedException e) {
      throw new RefusedException(
          "What there is cannot be learned: " + e.why() + ".", "Find out why, and try again.");
    }
  }

  /** Which disk the guest sees. */
  private List<String> appearance(Plan plan) throws InterruptedException {
    for (Step step : plan.steps()) {
      if (step instanceof AddDisk added) {
        return List.of(
            "%s sees it as %s%s"
                .formatted(
                    added.guest(),
                    frontEnd(added).orElse("a disk whose number is not known: ldm list -o disk"),
                    added.backEnd().options().contains("ro") ? ", read-only" : ""));
      }
    }
    return List.of();
  }

  private Optional<String> frontEnd(AddDisk added) throws InterruptedException {
    try {
      return session.site().ldm(added.control()).disks().stream()
          .filter(disk -> disk.domain().equals(added.guest()))
          .filter(disk -> disk.name().equals(added.disk()))
          .findFirst()
          .flatMap(VirtualDisk::frontEnd);
    } catch (NotLearnedException e) {
      return Optional.empty();
    }
  }
}
