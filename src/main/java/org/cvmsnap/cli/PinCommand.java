package org.cvmsnap.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.workflow.Pinning;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cvmsnap pin}. */
@Command(
    name = "pin",
    footer = {"", "Examples:", "  cvmsnap pin datavol1_20260301020011"},
    description = "Keeps snapshots, and their sets, from being pruned.")
class PinCommand implements Callable<Integer> {
  private final Setting setting;

  @Parameters(
      arity = "1..*",
      paramLabel = "SNAPSHOT",
      description = "The snapshots, each NAME or DG/NAME.")
  private List<SnapshotRef> snapshots;

  @Mixin private OperationOptions options;
  private final boolean pinned;

  PinCommand(Setting setting) {
    this(setting, true);
  }

  private PinCommand(Setting setting, boolean pinned) {
    this.setting = setting;
    this.pinned = pinned;
  }

  /** {@code cvmsnap unpin}. */
  @Command(
      name = "unpin",
      footer = {"", "Examples:", "  cvmsnap unpin datavol1_20260301020011"},
      description = "Takes away what pin has done.")
  static final class Unpin extends PinCommand {
    Unpin(Setting setting) {
      super(setting, false);
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    return options.choose(setting, new Pinning(snapshots, pinned));
  }
}
