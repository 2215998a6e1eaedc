package org.cvmsnap.workflow;

import java.util.ArrayList;
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
import org.cvmsnap.plan.snapshot.VerifyPlanner;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.solaris.Fsck;
import org.cvmsnap.step.AskSnapshot;
import org.cvmsnap.workflow.VerifyReport.Said;
import org.cvmsnap.workflow.VerifyReport.Verified;

/**
 * Asks snapshots themselves how clean they are, each in a run of its own: two of one volume are
 * never disks of one guest at the same time.
 */
public final class Verify {
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

  private List<SnapshotFacts> named(List<SnapshotRef> snapshots) throws InterruptedException {
    Catalogue catalogue = Catalogue.read(session.reading());
    return snapshots.stream()
        .map(ref -> session.unfinished().snapshot(catalogue, ref))
        .distinct()
        .flatMap(id -> catalogue.all(List.of(id)).stream())
        .toList();
  }

  private static Optional<String> unaskable(SnapshotFacts snapshot) {
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
      return left(
          snapshot, e.reasons().stream().map(Refusal::problem).collect(Collectors.joining(" ")));
    }
  }

  private static Verified verified(SnapshotFacts snapshot, OperationReport report) {
    List<History.Ended<AskSnapshot>> answers = report.result().ended(AskSnapshot.class);
    List<PlacedFileSystem> fileSystems = Tags.fileSystems(snapshot.tags());
    Optional<Proof> proof = AskSnapshot.proof(fileSystems, answers);
    List<Said> said =
        answers.stream()
            .map(
                answer ->
                    new Said(
                        answer.step().fileSystem(),
                        AskSnapshot.proof(answer),
                        AskSnapshot.said(answer)))
            .toList();
    return new Verified(
        snapshot.id(),
        proof.orElse(Tags.proof(snapshot.tags())),
        proof.isPresent(),
        said,
        report.result().why(),
        Optional.of(report));
  }
}
