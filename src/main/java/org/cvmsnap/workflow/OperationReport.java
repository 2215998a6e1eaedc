package org.cvmsnap.workflow;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Plan;

/**
 * How an operation went that takes no guest down.
 *
 * @param subjects the volumes or snapshots that were named
 * @param remarks what else people should know, as sentences
 * @param unseen what could not be learned once it was done; empty where nothing had to be, or could
 */
public record OperationReport(
    Plan plan,
    List<VolumeId> subjects,
    RunResult result,
    List<String> remarks,
    Optional<Refusal> unseen) {
  public OperationReport {
    subjects = List.copyOf(subjects);
    remarks = List.copyOf(remarks);
  }

  public boolean done() {
    return result.status() == ExitCode.DONE.value();
  }

  /** The process's exit status. */
  public int status() {
    return done() && unseen.isPresent() ? ExitCode.HOUSEKEEPING.value() : result.status();
  }
}
