package org.cvmsnap.workflow;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.cluster.Catalogue;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.error.Contained;
import org.cvmsnap.error.CvmsnapException;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.error.InternalErrorException;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.journal.RunJournal;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Plan;
import org.cvmsnap.workflow.VolumeOperation.Situation;

/** Does what takes no guest down: looks, locks, looks again, decides, asks, runs, reports. */
public final class VolumeOperations {
  private final Session session;
  private final EngineListener listener;
  private final boolean noLock;
  private final UnfinishedRuns unfinished;

  /**
   * @param noLock whether no records are made that tell other nodes of a run
   */
  public VolumeOperations(Session session, EngineListener listener, boolean noLock) {
    this.session = session;
    this.listener = listener;
    this.noLock = noLock;
    this.unfinished = session.unfinished();
  }

  /**
   * The mutating commands that {@link #run} would execute, in order; executes none.
   *
   * @throws org.cvmsnap.error.CvmsnapException when the run would not begin
   */
  public List<Invocation> preview(VolumeOperation operation) throws InterruptedException {
    Catalogue catalogue = Catalogue.read(session.reading());
    List<VolumeId> subjects = operation.subjects(catalogue, unfinished);
    requireDone(operation, catalogue, subjects);
    warnUnlocked();
    VolumeLocks locks = locks(catalogue, operation.recorded(operation.locked(catalogue, subjects)));
    Situation situation = new Situation(session, catalogue, subjects);
    Plan plan = locks.around(operation.decide(situation).orThrow());
    StatePlace.require(session);
    return preview(plan);
  }

  /**
   * Does it.
   *
   * @throws org.cvmsnap.error.CvmsnapException when it did not begin, and nothing was touched
   */
  public OperationReport run(VolumeOperation operation, Confirmation confirmation)
      throws InterruptedException {
    Catalogue first = Catalogue.read(session.reading());
    List<VolumeId> subjects = operation.subjects(first, unfinished);
    try (HeldLocks locks = new HeldLocks(session)) {
      operation.guest().ifPresent(locks::guest);
      List<VolumeId> locked = operation.locked(first, subjects);
      locks.volumes(locked);
      requireDone(operation, first, subjects);
      // Once more, now that nobody else may change them.
      Catalogue catalogue = Catalogue.read(session.reading());
      warnUnlocked();
      VolumeLocks recorded = locks(catalogue, operation.recorded(locked));
      Situation situation =
          new Situation(session, catalogue, operation.subjects(catalogue, unfinished));
      Plan plan = recorded.around(operation.decide(situation).orThrow());
      Optional<String> question = operation.question(situation);
      if (question.isPresent()) {
        confirmation.confirm(question.get());
      }
      RunResult result = run(plan);
      if (result.status() == ExitCode.DONE.value() && !operation.discarded(subjects).isEmpty()) {
        new Recovery(session, listener).discarded();
      }
      return reported(operation, situation, plan, result);
    }
  }

  private void requireDone(
      VolumeOperation operation, Catalogue catalogue, List<VolumeId> subjects) {
    unfinished.requireDone(
        operation.concerned(catalogue, subjects), Set.of(), operation.discarded(subjects));
  }

  /** Tells an operator who does without records that other nodes would see what that means. */
  void warnUnlocked() {
    if (noLock) {
      listener.warn(
          "--no-lock: the volumes are locked on this node only; nothing keeps cvmsnap on another node from working on them meanwhile.");
    }
  }

  /**
   * What has to be locked for other nodes too.
   *
   * @throws org.cvmsnap.error.BusyException when a run on another node has one of the volumes
   */
  VolumeLocks locks(Catalogue catalogue, List<VolumeId> volumes) throws InterruptedException {
    return noLock
        ? VolumeLocks.none(catalogue.control())
        : VolumeLocks.of(
            session.reading(),
            catalogue.control(),
            volumes,
            0,
            group -> Optional.of(catalogue.group(group)));
  }

  /** What was done stays done, whether or not anything can be learned afterwards. */
  private static OperationReport reported(
      VolumeOperation operation, Situation situation, Plan plan, RunResult result)
      throws InterruptedException {
    List<String> remarks = List.of();
    Optional<Refusal> unseen = Optional.empty();
    if (result.status() == ExitCode.DONE.value()) {
      try {
        remarks =
            Contained.work(
                () -> operation.remarks(situation, plan, result),
                bug -> {
                  throw new InternalErrorException(bug);
                });
      } catch (CvmsnapException e) {
        unseen = e.reasons().stream().findFirst();
      }
    }
    return new OperationReport(plan, situation.subjects(), result, remarks, unseen);
  }

  /**
   * Runs a plan whose volumes this process has locked.
   *
   * @throws org.cvmsnap.error.BusyException when another node was faster, and nothing was touched
   * @throws org.cvmsnap.error.RefusedException when the journal cannot be written, and nothing was
   *     touched
   */
  RunResult run(Plan plan) {
    try (RunJournal journal = session.begin(plan)) {
      RunResult result = session.engine(listener).run(journal);
      RunNotice.tell(session, plan, result);
      VolumeLocks.requireUntaken(result);
      return result;
    }
  }

  List<Invocation> preview(Plan plan) {
    return new Preview(session).of(plan);
  }
}
