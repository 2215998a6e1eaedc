package org.cvmsnap.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.cvmsnap.plan.snapshot.PreparePlanner;
import org.cvmsnap.workflow.Preparation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cvmsnap prepare}. */
@Command(
    name = "prepare",
    footer = {"", "Examples:", "  cvmsnap prepare datavol1 datavol2"},
    description = {
      "Makes volumes ready for snapshots ahead of time: gives them a DCO and snapshot mirrors.",
      "",
      "The mirrors are filled in the background, while guests use the volumes; a take that finds a"
          + " complete mirror has not to wait for one."
    })
final class PrepareCommand implements Callable<Integer> {
  private final Setting setting;
  @Spec private CommandSpec spec;
  @Mixin private VolumeOptions volumes;

  @Option(
      names = "--regionsize",
      paramLabel = "SIZE",
      description = "The DCO's region size, a power of two from 16k on (usually VxVM's 64k).")
  private @Nullable String regionSize;

  @Option(
      names = "--dco-mirrors",
      paramLabel = "N",
      description = "How many mirrors the DCO has (usually as many as the volume).")
  private int dcoMirrors;

  @Option(
      names = "--mirrors",
      paramLabel = "N",
      description =
          "How many snapshot mirrors a volume is to have (usually 1; 0 for a layered one).")
  private @Nullable Integer mirrors;

  @Option(names = "--wait", description = "Return only when the mirrors are complete.")
  private boolean await;

  @Mixin private OperationOptions options;

  PrepareCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    PreparePlanner.Request request =
        Cli.understood(
            spec,
            () ->
                new PreparePlanner.Request(
                    volumes.names(),
                    volumes.group(),
                    Optional.ofNullable(regionSize),
                    dcoMirrors,
                    Optional.ofNullable(mirrors),
                    await));
    return options.choose(setting, Preparation.of(request));
  }

  /** {@code cvmsnap unprepare}. */
  @Command(
      name = "unprepare",
      footer = {"", "Examples:", "  cvmsnap unprepare datavol1"},
      description =
          "Takes unused snapshot mirrors and the DCO away from volumes without snapshots.")
  static final class Unprepare implements Callable<Integer> {
    private final Setting setting;
    @Mixin private VolumeOptions volumes;
    @Mixin private OperationOptions options;

    Unprepare(Setting setting) {
      this.setting = setting;
    }

    @Override
    public Integer call() throws InterruptedException {
      return options.choose(setting, Preparation.ending(volumes.names(), volumes.group()));
    }
  }
}
