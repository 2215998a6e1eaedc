package org.cvmsnap.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.workflow.Preparation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cvmsnap unprepare}. */
@Command(
    name = "unprepare",
    description = "Takes unused snapshot mirrors and the DCO away from volumes without snapshots.")
final class UnprepareCommand implements Callable<Integer> {
  private final Setting setting;

  @Parameters(arity = "1..*", paramLabel = "VOLUME", description = "The volumes.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private List<VolumeName> volumes;

  @Option(
      names = "--group",
      paramLabel = "DG",
      description = "Their disk group, where several have such volumes.")
  private @Nullable GroupName group;

  @Option(
      names = "--dry-run",
      description = "Print the commands that would change anything, in order; run none of them.")
  private boolean dryRun;

  UnprepareCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    Preparation preparation = new Preparation(setting.session(), setting.progress());
    return dryRun
        ? setting
            .renderer()
            .dryRun(preparation.previewUnprepare(volumes, Optional.ofNullable(group)))
        : setting.renderer().operation(preparation.unprepare(volumes, Optional.ofNullable(group)));
  }
}
