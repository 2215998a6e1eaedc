package org.cvmsnap.workflow;

import java.util.List;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.model.SnapshotPair;

/**
 * How an operation on points in time went.
 *
 * @param operation restore or refresh
 * @param done the volumes that were restored, or the snapshots that were refreshed; those that were
 *     not, and those of which nobody knows, are not among them
 * @param safety the snapshots that were made of the volumes before, and kept
 * @param warnings what the operator should know, a sentence each
 * @param see the command that shows how far the copying is
 */
public record ReplaceReport(
    String operation,
    OutageReport outage,
    List<SnapshotPair> done,
    List<SnapshotPair> safety,
    List<String> warnings,
    Copying copying,
    String see) {
  /** What became of the copying in the background. */
  public enum Copying {
    /** Nothing is copied. */
    NONE,
    /** It goes on. */
    GOES_ON,
    /** It was waited for, and is over. */
    DONE,
    /** It was to be waited for, and a signal came. */
    INTERRUPTED,
    /** How far it is cannot be learned. */
    NOT_SEEN
  }

  public ReplaceReport {
    done = List.copyOf(done);
    safety = List.copyOf(safety);
    warnings = List.copyOf(warnings);
  }

  /** The process's exit status. */
  public int status() {
    int status = outage.result().status();
    return status == 0 && copying == Copying.INTERRUPTED ? ExitCode.INTERRUPTED.value() : status;
  }
}
