package org.cvmsnap.workflow;

import java.util.List;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.plan.snapshot.Retention;
import org.cvmsnap.plan.snapshot.SnapshotSet;
import org.cvmsnap.run.Plan;

/**
 * How a retention policy was applied.
 *
 * @param verdicts on every set of the volumes, oldest first
 * @param removals of the sets that went, or of which it was tried
 * @param skipped the sets that should have gone
 * @param problem why nothing could be pruned at all; empty text where it could
 */
public record PruneReport(
    List<Retention.Verdict> verdicts,
    List<Removal> removals,
    List<Skipped> skipped,
    String problem) {

  /** One set that was removed, or half. */
  public record Removal(SnapshotSet set, Plan plan, RunResult result) {}

  /** One set that could not be removed, and nothing of it was touched. */
  public record Skipped(SnapshotSet set, String why) {}

  public PruneReport {
    verdicts = List.copyOf(verdicts);
    removals = List.copyOf(removals);
    skipped = List.copyOf(skipped);
  }

  public ExitCode exit() {
    if (removals.stream()
        .anyMatch(each -> each.result().ending() == RunResult.Ending.INTERRUPTED)) {
      return ExitCode.INTERRUPTED;
    }
    boolean all =
        skipped.isEmpty()
            && problem.isEmpty()
            && removals.stream().allMatch(each -> each.result().status() == 0);
    return all ? ExitCode.DONE : ExitCode.HOUSEKEEPING;
  }
}
