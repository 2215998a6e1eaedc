package org.cvmsnap.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.cvmsnap.plan.restore.RestorePlanner;
import org.cvmsnap.plan.take.SnapshotNames;
import org.cvmsnap.workflow.Restore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cvmsnap restore}. */
@Command(
    name = "restore",
    footer = {
      "",
      "Examples:",
      "  cvmsnap restore datavol1_20260301020011 --ldom ldom1 --dry-run",
      "  cvmsnap restore datavol1_20260301020011 --ldom ldom1"
    },
    description = {
      "Makes volumes of a guest what their snapshots are, and brings the guest back.",
      "",
      "Takes the guest down as take does, or its disks from it, proves volumes and snapshots closed"
          + " on every node, keeps what the volumes hold now in safety snapshots, and restores. The"
          + " copying goes on in the background once the guest is back. It asks before it begins."
    })
final class RestoreCommand implements Callable<Integer> {
  private final Setting setting;
  @Spec private CommandSpec spec;
  @Mixin private SelectionOptions points;
  @Mixin private OutageFlags outage;

  @Option(names = "--no-safety", description = "Do not keep what the volumes hold now: it is lost.")
  private boolean noSafety;

  @Option(
      names = "--name",
      paramLabel = "TEMPLATE",
      description =
          "The safety snapshots' names, with {volume}, {date}, {time} (UTC) and {n}; usually "
              + SnapshotNames.USUAL
              + ".")
  private @Nullable String name;

  RestoreCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    RestorePlanner.Request request = Cli.understood(spec, this::request);
    return points.choose(
        setting,
        new Restore(
            setting.session(),
            setting.progress(),
            outage.supervision(setting),
            request,
            points.await()));
  }

  private RestorePlanner.Request request() {
    Optional<String> template = Cli.template(name, points.count());
    return new RestorePlanner.Request(points.request(outage.options(setting)), !noSafety, template);
  }
}
