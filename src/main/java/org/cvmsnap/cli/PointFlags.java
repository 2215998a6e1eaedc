package org.cvmsnap.cli;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.plan.OutageOptions;
import org.cvmsnap.plan.PointRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code restore} and {@code refresh} take alike: which snapshots, and what to wait for. */
final class PointFlags {
  @Parameters(
      arity = "1..*",
      paramLabel = "SNAPSHOT",
      description = "The snapshots, of one disk group; several are done in one outage.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private List<VolumeName> snapshots;

  @Option(
      names = "--group",
      paramLabel = "DG",
      description = "Their disk group, where several have snapshots of these names.")
  private @Nullable GroupName group;

  @Option(names = "--foreign", description = "Also snapshots that cvmsnap did not make.")
  private boolean foreign;

  @Option(
      names = "--wait",
      description = "Wait for the copying that goes on once the guest is back.")
  private boolean await;

  @Option(
      names = "--dry-run",
      description = "Print the commands that would change anything, in order; run none of them.")
  private boolean dryRun;

  /**
   * @throws IllegalArgumentException when a snapshot is named twice
   */
  PointRequest request(OutageOptions outage) {
    return new PointRequest(outage, snapshots, Optional.ofNullable(group), foreign);
  }

  int count() {
    return snapshots.size();
  }

  boolean await() {
    return await;
  }

  boolean dryRun() {
    return dryRun;
  }
}
