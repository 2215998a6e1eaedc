package org.cvmsnap.cli;

import java.util.concurrent.Callable;
import org.cvmsnap.plan.restore.SnapshotSelection;
import org.cvmsnap.workflow.Refresh;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cvmsnap refresh}. */
@Command(
    name = "refresh",
    footer = {"", "Examples:", "  cvmsnap refresh datavol1_20260301020011 --ldom ldom1"},
    description = {
      "Makes snapshots show their volumes as these are now, and brings the guest back.",
      "",
      "Takes the guest down as take does, or its disks from it, and proves volumes and snapshots"
          + " closed on every node. The old point in time is lost, so it asks before it begins."
    })
final class RefreshCommand implements Callable<Integer> {
  private final Setting setting;
  @Spec private CommandSpec spec;
  @Mixin private SelectionOptions points;
  @Mixin private OutageFlags outage;

  RefreshCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    SnapshotSelection request = Cli.understood(spec, () -> points.request(outage.options(setting)));
    return points.choose(
        setting,
        new Refresh(
            setting.session(),
            setting.progress(),
            outage.supervision(setting),
            request,
            points.await()));
  }
}
