package org.cvmsnap.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.ui.Renderer;
import org.cvmsnap.workflow.Prune;
import org.cvmsnap.workflow.PruneReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cvmsnap prune}. */
@Command(
    name = "prune",
    footer = {"", "Examples:", "  cvmsnap prune datavol1 --keep-daily 7 --keep-weekly 4 --dry-run"},
    description = {
      "Removes the snapshots that no rule keeps.",
      "",
      "What was taken by one run is kept or removed as a whole. Only cvmsnap's own snapshots go;"
          + " never a pinned one, and never the last good one of a volume. What is not good"
          + " satisfies no rule. With --policy the rules count and remove only sets that were taken"
          + " with it, without it only those that were taken with none. The points in time are lost, so it asks first."
    })
final class PruneCommand implements Callable<Integer> {
  private final Setting setting;
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      split = ",",
      hideParamSyntax = true,
      paramLabel = VolumeOptions.LABEL,
      description = "Whose snapshots, each NAME or DG/NAME.")
  private List<SnapshotRef> volumes = List.of();

  @Option(
      names = "--ldom",
      paramLabel = "LDOM",
      description = "In place of volumes: all snapshots for which this guest was taken down.")
  private @Nullable GuestName guest;

  @Mixin private PolicyOption policy;

  @Mixin private RetentionOptions retention;

  @Option(
      names = "--explain",
      description = "Print a line for each snapshot: kept or removed, and by which rule.")
  private boolean explain;

  @Mixin private OperationOptions options;

  PruneCommand(Setting setting) {
    this.setting = setting;
  }

  /**
   * What the words come to.
   *
   * @throws IllegalArgumentException where they do not go together
   */
  Prune.Request request() {
    return new Prune.Request(
        volumes, Optional.ofNullable(guest), retention.policy(), Optional.empty(), policy.name());
  }

  @Override
  public Integer call() throws InterruptedException {
    Prune.Request request = Cli.understood(spec, this::request);
    Prune prune = new Prune(setting.session(), setting.progress(), options.noLock());
    Renderer renderer = setting.renderer();
    Consumer<PruneReport> explaining = explain ? renderer::explained : decided -> {};
    if (options.dryRun()) {
      Prune.Preview preview = prune.preview(request);
      explaining.accept(preview.report());
      return renderer.prunePreview(preview);
    }
    return renderer.prune(prune.run(request, explaining, setting.confirmation()));
  }
}
