package org.cvmsnap.workflow;

import java.io.IOException;
import java.util.List;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.journal.Event;
import org.cvmsnap.journal.RunJournal;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Plan;

/** Runs plans that take no guest down. */
final class VolumeRuns {
  private final Session session;
  private final EngineListener listener;

  VolumeRuns(Session session, EngineListener listener) {
    this.session = session;
    this.listener = listener;
  }

  /** The id of a run about that volume. */
  RunId id(VolumeId volume) {
    return RunId.of(session.now(), volume.name(), session.marks().get());
  }

  /**
   * Runs a plan whose volumes this process has claimed.
   *
   * @throws RefusedException when the journal cannot be written, and nothing was touched
   */
  RunResult run(Plan plan) {
    try (RunJournal journal =
        session.journals().begin(new Event.Begun(session.now(), plan, session.owner()))) {
      return session.engine(listener).run(journal);
    } catch (IOException e) {
      throw new RefusedException(
          "The journal cannot be written: " + e + ".",
          "Make room in the state directory, or name another one with --state-dir.");
    }
  }

  List<Invocation> preview(Plan plan) {
    return new Preview(session.site()).of(plan);
  }
}
