package org.cvmsnap.cli;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.plan.restore.SnapshotSelection;
import org.cvmsnap.workflow.Replacing;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code restore} and {@code refresh} take alike: which snapshots, and what to wait for. */
final class SelectionOptions {
  @Parameters(
      arity = "1..*",
      paramLabel = "SNAPSHOT",
      description =
          "The snapshots, each NAME or DG/NAME, also of several disk groups; several are done in one outage.")
  private List<SnapshotRef> snapshots;

  @Option(
      names = "--group",
      paramLabel = "DG",
      description = "The disk group of those that are named without one.")
  private @Nullable GroupName group;

  @Option(names = "--foreign", description = "Also snapshots that cvmsnap did not make.")
  private boolean foreign;

  @Option(
      names = "--wait",
      description = "Wait for the copying that goes on once the guest is back.")
  private boolean await;

  @Mixin private DryRun dryRun;

  /**
   * @throws IllegalArgumentException when a snapshot is named twice
   */
  SnapshotSelection request(OutageOptions outage) {
    return new SnapshotSelection(
        outage, SnapshotRef.in(Optional.ofNullable(group), snapshots), foreign);
  }

  int count() {
    return snapshots.size();
  }

  boolean await() {
    return await;
  }

  /** The exit status of doing it, or of showing what would be done, once that is shown. */
  int choose(Setting setting, Replacing operation) throws InterruptedException {
    return dryRun.given()
        ? setting.renderer().dryRun(operation.preview())
        : setting.renderer().point(operation.run(setting.confirmation()));
  }
}
