package org.cvmsnap.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.plan.snapshot.SnapshotChecks.End;
import org.cvmsnap.workflow.Ending;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that end snapshots. */
final class EndingCommands {
  private EndingCommands() {}

  /** What they have in common. */
  private static final class Options {
    @Option(
        names = "--foreign",
        description =
            "Also where cvmsnap did not make the snapshot that is named, or somebody has cut it off"
                + " from its source since.")
    private boolean foreign;

    @Mixin private OperationOptions common;
  }

  /** {@code cvmsnap reattach}. */
  @Command(
      name = "reattach",
      footer = {"", "Examples:", "  cvmsnap reattach datavol1_20260301020011"},
      description = {
        "Gives a snapshot's mirrors back to its source, which resynchronizes them.",
        "",
        "The point in time is lost, so it asks first. The mirrors can be broken off again once they"
            + " are synchronized."
      })
  static final class Reattach implements Callable<Integer> {
    private final Setting setting;
    @Mixin private OneSnapshot snapshot;

    @Option(
        names = "--wait",
        description = "Return only when the mirrors are synchronized with the source.")
    private boolean await;

    @Mixin private Options options;

    Reattach(Setting setting) {
      this.setting = setting;
    }

    @Override
    public Integer call() throws InterruptedException {
      return options.common.choose(
          setting, new Ending(End.REATTACH, List.of(snapshot.ref()), options.foreign, await));
    }
  }

  /** {@code cvmsnap dissociate}. */
  @Command(
      name = "dissociate",
      footer = {"", "Examples:", "  cvmsnap dissociate datavol1_20260301020011"},
      description = {
        "Makes a snapshot a volume of its own.",
        "",
        "It keeps its content, loses cvmsnap's tags, and cannot be given back to its source again, so"
            + " it asks first."
      })
  static final class Dissociate implements Callable<Integer> {
    private final Setting setting;
    @Mixin private OneSnapshot snapshot;
    @Mixin private Options options;

    Dissociate(Setting setting) {
      this.setting = setting;
    }

    @Override
    public Integer call() throws InterruptedException {
      return options.common.choose(
          setting, new Ending(End.DISSOCIATE, List.of(snapshot.ref()), options.foreign, false));
    }
  }

  /** {@code cvmsnap remove}. */
  @Command(
      name = "remove",
      footer = {"", "Examples:", "  cvmsnap remove datavol1_20260301020011"},
      description = {
        "Removes snapshots, with their DCOs and the cache objects that were made for them alone.",
        "",
        "The points in time are lost, so it asks first."
      })
  static final class Remove implements Callable<Integer> {
    private final Setting setting;

    @Parameters(
        arity = "1..*",
        paramLabel = "SNAPSHOT",
        description = "The snapshots, each NAME or DG/NAME.")
    private List<SnapshotRef> snapshots;

    @Mixin private Options options;

    Remove(Setting setting) {
      this.setting = setting;
    }

    @Override
    public Integer call() throws InterruptedException {
      return options.common.choose(
          setting, new Ending(End.REMOVE, snapshots, options.foreign, false));
    }
  }
}
