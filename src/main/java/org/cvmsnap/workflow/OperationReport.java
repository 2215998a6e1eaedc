package org.cvmsnap.workflow;

import java.util.List;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Plan;

/**
 * How an operation went that takes no guest down.
 *
 * @param subjects the volumes or snapshots that were named
 * @param remarks what else people should know, as sentences
 */
public record OperationReport(
    Plan plan, List<VolumeId> subjects, RunResult result, List<String> remarks) {
  public OperationReport {
    subjects = List.copyOf(subjects);
    remarks = List.copyOf(remarks);
  }
}
