package org.cvmsnap.workflow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.Catalogue;
import org.cvmsnap.cluster.SnapshotFacts;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.RunResult.Ending;
import org.cvmsnap.error.CvmsnapException;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.PlacedFileSystem;
import org.cvmsnap.model.Proof;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.snapshot.VerifyPlanner;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Plan;
import org.cvmsnap.solaris.Fsck;
import org.cvmsnap.step.AskSnapshot;
import org.cvmsnap.step.MountSnapshot;
import org.cvmsnap.workflow.VerifyReport.Said;
import org.cvmsnap.workflow.VerifyReport.Verified;
import org.cvmsnap.workflow.VolumeOperation.Situation;

/**
 * Asks snapshots themselves how clean they are, each in a run of its own: two of one volume are
 * never disks of one guest at the same time.
 */
public final class Verify {
  private static final String FOUND_DIRTY =
      "it was found dirty before, which only another look at all of its structure (--full) can refute";

  private final Session session;
  private final VolumeOperations runs;

  /**
   * @param noLock whether no records are made that tell other nodes of the runs
   */
  public Verify(Session session, EngineListener listener, boolean noLock) {
    this.session = session;
    this.runs = new VolumeOperations(session, listener, noLock);
  }

  /**
   * The mutating commands that {@link #run} would execute where all are clean, in order; executes
   * none.
   *
   * @throws CvmsnapException when it would not begin
   */
  public List<Invocation> preview(List<SnapshotRef> snapshots, VerifyPlanner.Request request)
      throws InterruptedException {
    return preview(named(snapshots), request);
  }

  private List<Invocation> preview(Iterable<SnapshotFacts> snapshots, VerifyPlanner.Request request)
      throws InterruptedException {
    List<Invocation> commands = new ArrayList<>();
    for (SnapshotFacts each : snapshots) {
      if (unaskable(each).isEmpty()) {
        commands.addAll(runs.preview(new Verification(each.id(), request)));
      }
    }
    return commands;
  }

  /**
   * The same for snapshots that a run is about to make.
   *
   * @throws CvmsnapException when they could not be asked
   */
  List<Invocation> previewAfter(Collection<SnapshotFacts> coming, VerifyPlanner.Request request)
      throws InterruptedException {
    Catalogue catalogue = Catalogue.read(session.reading());
    List<Invocation> commands = new ArrayList<>();
    for (SnapshotFacts each : coming) {
      if (unaskable(each).isEmpty()) {
        Situation situation = new Situation(session, catalogue, List.of(each.id()));
        Plan plan = new Verification(each.id(), request).decide(situation, each).orThrow();
        commands.addAll(runs.preview(runs.locks(catalogue, List.of(each.id())).around(plan)));
      }
    }
    return commands;
  }

  /** Asks snapshots that a run has just made; that it could not be begun is told in the report. */
  VerifyReport after(List<VolumeId> made, VerifyPlanner.Request request)
      throws InterruptedException {
    try {
      return run(made.stream().map(SnapshotRef::to).toList(), request);
    } catch (CvmsnapException e) {
      return new VerifyReport(
          made.stream()
              .map(
                  each ->
                      new Verified(
                          each, Proof.UNCHECKED, false, List.of(), problems(e), Optional.empty()))
              .toList());
    }
  }

  private List<SnapshotFacts> named(List<SnapshotRef> snapshots) throws InterruptedException {
    Catalogue catalogue = Catalogue.read(session.reading());
    return snapshots.stream()
        .map(ref -> session.unfinished().snapshot(catalogue, ref))
        .distinct()
        .flatMap(id -> catalogue.all(List.of(id)).stream())
        .toList();
  }

  /** Why a snapshot cannot be asked, whatever is done; empty where it can. */
  static Optional<String> unaskable(SnapshotFacts snapshot) {
    return VerifyPlanner.unaskable(snapshot, Fsck.TYPES);
  }

  /**
   * Asks them.
   *
   * @throws CvmsnapException when it did not begin, and nothing was touched
   */
  public VerifyReport run(List<SnapshotRef> snapshots, VerifyPlanner.Request request)
      throws InterruptedException {
    List<SnapshotFacts> named = named(snapshots);
    preview(named, request); // what is refused is refused before any is touched
    List<Verified> verified = new ArrayList<>();
    boolean interrupted = false;
    for (SnapshotFacts each : named) {
      Verified one = interrupted ? left(each, "a signal came before") : verified(each, request);
      verified.add(one);
      interrupted |=
          one.run().filter(run -> run.result().ending() == Ending.INTERRUPTED).isPresent();
    }
    return new VerifyReport(verified);
  }

  private static Verified left(SnapshotFacts snapshot, String why) {
    return new Verified(
        snapshot.id(), Tags.proof(snapshot.tags()), false, List.of(), why, Optional.empty());
  }

  private Verified verified(SnapshotFacts snapshot, VerifyPlanner.Request request)
      throws InterruptedException {
    Optional<String> unaskable = unaskable(snapshot);
    if (unaskable.isPresent()) {
      return left(snapshot, "it cannot be asked: " + unaskable.get());
    }
    try {
      OperationReport report =
          runs.run(new Verification(snapshot.id(), request), Confirmation.GIVEN);
      return verified(snapshot, report);
    } catch (CvmsnapException e) {
      return left(snapshot, problems(e));
    }
  }

  private static String problems(CvmsnapException e) {
    return e.reasons().stream().map(Refusal::problem).collect(Collectors.joining(" "));
  }

  private static Verified verified(SnapshotFacts snapshot, OperationReport report) {
    List<History.Ended<AskSnapshot>> answers = report.result().ended(AskSnapshot.class);
    List<PlacedFileSystem> fileSystems = Tags.fileSystems(snapshot.tags());
    List<History.Ended<MountSnapshot>> trials = report.result().ended(MountSnapshot.class);
    Proof before = Tags.proof(snapshot.tags());
    Optional<Proof> proof = AskSnapshot.proof(before, fileSystems, answers, trials);
    boolean overruled = proof.isEmpty() && AskSnapshot.overruled(before, answers);
    List<Said> said = answers.stream().map(answer -> said(answer, trials)).toList();
    return new Verified(
        snapshot.id(),
        proof.orElse(before),
        proof.isPresent(),
        said,
        overruled && report.result().why().isEmpty() ? FOUND_DIRTY : report.result().why(),
        Optional.of(report));
  }

  /** What a file system has said, and what came of mounting it where that was tried. */
  private static Said said(
      History.Ended<AskSnapshot> answer, List<History.Ended<MountSnapshot>> trials) {
    PlacedFileSystem asked = answer.step().fileSystem();
    Said said = new Said(asked, AskSnapshot.proof(answer), AskSnapshot.said(answer));
    return trials.stream()
        .filter(trial -> said.proof() == Proof.CLEAN && trial.step().fileSystem().equals(asked))
        .findFirst()
        .map(
            trial ->
                new Said(
                    asked, AskSnapshot.proof(trial), said.says() + "; " + AskSnapshot.said(trial)))
        .orElse(said);
  }
}
