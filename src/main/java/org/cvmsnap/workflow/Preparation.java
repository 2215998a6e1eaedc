package org.cvmsnap.workflow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.cluster.Catalogue;
import org.cvmsnap.cluster.GroupFacts;
import org.cvmsnap.cluster.SnapshotFacts;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.model.DiskGroup;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Plex;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.plan.PreparePlanner;
import org.cvmsnap.plan.PrepareRequest;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Plan;
import org.cvmsnap.step.AddMirrors;
import org.cvmsnap.step.MirrorProgress;
import org.cvmsnap.vxvm.Vxvm;

/** Makes volumes ready for snapshots ahead of time, and takes that back. */
public final class Preparation {
  /** How often and how long the synchronization is looked at for an estimate. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  private static final int LOOKS = 3;

  private final Session session;
  private final VolumeRuns runs;
  private final Recovery recovery;

  public Preparation(Session session, EngineListener listener) {
    this.session = session;
    this.runs = new VolumeRuns(session, listener);
    this.recovery = new Recovery(session, listener);
  }

  private interface Planning {
    PreparePlanner.Decision decide(
        PreparePlanner planner, RunId run, List<PreparePlanner.Facts> facts);
  }

  /** The mutating commands of {@link #prepare}; executes none. */
  public List<Invocation> previewPrepare(PrepareRequest request) throws InterruptedException {
    return preview(
        request.volumes(),
        request.group(),
        (planner, run, facts) -> planner.prepare(run, request, facts));
  }

  /** The mutating commands of {@link #unprepare}; executes none. */
  public List<Invocation> previewUnprepare(List<VolumeName> volumes, Optional<GroupName> group)
      throws InterruptedException {
    return preview(volumes, group, (planner, run, facts) -> planner.unprepare(run, facts));
  }

  /**
   * Gives the volumes DCOs and snapshot mirrors. The mirrors are filled in the background.
   *
   * @throws org.cvmsnap.error.CvmsnapException when it did not begin, and nothing was touched
   */
  public OperationReport prepare(PrepareRequest request) throws InterruptedException {
    OperationReport report =
        run(
            request.volumes(),
            request.group(),
            (planner, run, facts) -> planner.prepare(run, request, facts));
    return report.result().status() == 0
        ? new OperationReport(
            report.plan(), report.subjects(), report.result(), remarks(report, request.await()))
        : report;
  }

  /**
   * Takes unused snapshot mirrors and DCOs away.
   *
   * @throws org.cvmsnap.error.CvmsnapException when it did not begin, and nothing was touched
   */
  public OperationReport unprepare(List<VolumeName> volumes, Optional<GroupName> group)
      throws InterruptedException {
    return run(volumes, group, (planner, run, facts) -> planner.unprepare(run, facts));
  }

  private List<Invocation> preview(
      List<VolumeName> names, Optional<GroupName> group, Planning planning)
      throws InterruptedException {
    Catalogue catalogue = Catalogue.read(session.site());
    List<VolumeId> ids = ids(catalogue, names, group);
    recovery.requireDone(ids);
    return runs.preview(plan(catalogue, ids, planning));
  }

  private OperationReport run(List<VolumeName> names, Optional<GroupName> group, Planning planning)
      throws InterruptedException {
    List<VolumeId> ids = ids(Catalogue.read(session.site()), names, group);
    try (Claims claims = new Claims(session)) {
      claims.volumes(ids);
      recovery.requireDone(ids);
      Plan plan = plan(Catalogue.read(session.site()), ids, planning);
      return new OperationReport(plan, ids, runs.run(plan), List.of());
    }
  }

  private static List<VolumeId> ids(
      Catalogue catalogue, List<VolumeName> names, Optional<GroupName> group) {
    return names.stream().map(name -> catalogue.volume(new SnapshotRef(group, name))).toList();
  }

  private Plan plan(Catalogue catalogue, List<VolumeId> ids, Planning planning)
      throws InterruptedException {
    List<PreparePlanner.Facts> facts = new ArrayList<>();
    for (VolumeId id : ids) {
      facts.add(facts(catalogue, id));
    }
    PreparePlanner.Decision decision =
        planning.decide(new PreparePlanner(catalogue.control()), runs.id(ids.get(0)), facts);
    if (!decision.refusals().isEmpty()) {
      throw new RefusedException(decision.refusals());
    }
    return decision.plan();
  }

  private PreparePlanner.Facts facts(Catalogue catalogue, VolumeId id) throws InterruptedException {
    Vxvm vxvm = session.site().vxvm(catalogue.control());
    try {
      DiskGroup group =
          vxvm.groups().stream()
              .filter(each -> each.name().equals(id.group()))
              .findFirst()
              .orElseThrow(() -> new NotLearnedException("the disk group is gone"));
      GroupFacts facts =
          new GroupFacts(
              group, catalogue.group(id.group()).layout(), List.of(), vxvm.plexMarks(id.group()));
      return new PreparePlanner.Facts(
          id,
          facts,
          catalogue.all().stream()
              .filter(SnapshotFacts::associated)
              .filter(each -> each.target().source().equals(Optional.of(id)))
              .map(SnapshotFacts::id)
              .toList());
    } catch (NotLearnedException e) {
      throw new RefusedException(
          "What there is cannot be learned: " + e.why() + ".", "Find out why, and try again.");
    }
  }

  /** How long the synchronization takes that the next take has not to wait for. */
  private List<String> remarks(OperationReport report, boolean awaited)
      throws InterruptedException {
    List<String> remarks = new ArrayList<>();
    Catalogue catalogue = Catalogue.read(session.site());
    for (VolumeId volume : report.subjects()) {
      boolean added =
          report.plan().steps().stream()
              .anyMatch(
                  step -> step instanceof AddMirrors mirrors && mirrors.volume().equals(volume));
      boolean synchronizing =
          catalogue.group(volume.group()).layout().plexesOf(volume.name()).stream()
              .anyMatch(Plex::gettingReady);
      if (synchronizing) {
        remarks.add(running(catalogue.control(), volume));
      } else if (added) {
        remarks.add(awaited ? spared(report.result(), volume) : complete(volume));
      }
    }
    return remarks;
  }

  private static String complete(VolumeId volume) {
    return volume + ": its mirror is complete";
  }

  private static String spared(RunResult result, VolumeId volume) {
    return result.steps().stream()
        .filter(step -> step.subject().kind().equals("await-mirrors"))
        .filter(step -> step.subject().target().equals(volume.toString()))
        .findFirst()
        .map(
            step ->
                "%s: its mirror is complete; the next take is spared the %d s of its synchronization"
                    .formatted(volume, step.took().toSeconds()))
        .orElse(complete(volume));
  }

  private String running(Machine control, VolumeId volume) throws InterruptedException {
    MirrorProgress progress = new MirrorProgress(session.site(), control, volume);
    for (int look = 0; look < LOOKS && progress.whole().isEmpty(); look++) {
      progress.look();
      if (look < LOOKS - 1) {
        session.site().time().sleep(LOOK);
      }
    }
    progress.look();
    return progress
        .whole()
        .map(
            whole ->
                ("%s: its mirror is being synchronized, which takes about %d s in all (about %d s"
                        + " left); the next take is spared that time once it is complete")
                    .formatted(
                        volume, whole.toSeconds(), progress.left().orElse(whole).toSeconds()))
        .orElse(volume + ": its mirror is being synchronized");
  }
}
