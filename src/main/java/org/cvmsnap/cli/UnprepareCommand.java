package org.cvmsnap.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.workflow.Preparation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cvmsnap unprepare}. */
@Command(
    name = "unprepare",
    description = "Takes unused snapshot mirrors and the DCO away from volumes without snapshots.")
final class UnprepareCommand implements Callable<Integer> {
  private final Setting setting;

  @Parameters(arity = "1..*", paramLabel = "VOLUME", description = "The volumes.")
  private List<VolumeName> volumes;

  @Option(
      names = "--group",
      paramLabel = "DG",
      description = "Their disk group, where several have such volumes.")
  private @Nullable GroupName group;

  @Mixin private DryRun dryRun;

  UnprepareCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    return dryRun.choose(setting, Preparation.ending(volumes, Optional.ofNullable(group)));
  }
}
