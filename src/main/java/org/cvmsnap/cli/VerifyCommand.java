package org.cvmsnap.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.plan.snapshot.VerifyPlanner;
import org.cvmsnap.workflow.Verify;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cvmsnap verify}. */
@Command(
    name = "verify",
    footer = {"", "Examples:", "  cvmsnap verify datavol1_20260301020011 --on ldom2"},
    description = {
      "Asks snapshots themselves whether the file systems on them are clean (fsck -m), and marks"
          + " them with the answer.",
      "",
      "Nothing is written to a snapshot, and no log is replayed. Which file systems are on it is"
          + " told by its tags. One that is a whole file system is asked in the control domain. One"
          + " that is a disk with slices is given to a guest, to read only, and taken away again."
    })
final class VerifyCommand implements Callable<Integer> {
  private final Setting setting;
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "SNAPSHOT",
      description = "The snapshots, each NAME or DG/NAME.")
  private List<SnapshotRef> snapshots;

  @Option(
      names = "--on",
      paramLabel = "LDOM",
      description =
          "The guest domain, on this node, that gets each snapshot for a while and asks it. It has"
              + " neither the source nor another snapshot of that.")
  private @Nullable GuestName helper;

  @Option(
      names = "--guest-ssh",
      paramLabel = "[USER@]ADDRESS",
      description = "How ssh reaches that guest; usually by the domain's name.")
  private @Nullable String address;

  @Option(
      names = "--service",
      paramLabel = "VDS",
      description = "The virtual disk server that exports it (that of the guest's other disks).")
  private @Nullable String service;

  @Option(
      names = "--full",
      description =
          "Also read all of the structure of those that say that they are clean (fsck -n), which"
              + " takes as long as the file system is large.")
  private boolean full;

  @Option(
      names = "--mount",
      description =
          "Also mount those that say that they are clean for a moment, to read only, at /mnt of the"
              + " guest domain that --on names.")
  private boolean mount;

  @Mixin private OperationOptions options;

  VerifyCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    VerifyPlanner.Request request =
        new VerifyPlanner.Request(
            helper(),
            Optional.ofNullable(service).map(word -> Cli.name("--service", word)),
            full,
            mount);
    Verify verify = new Verify(setting.session(), setting.progress(), options.noLock());
    return options.dryRun()
        ? setting.renderer().dryRun(verify.preview(snapshots, request))
        : setting.renderer().verified(verify.run(snapshots, request));
  }

  private Optional<Machine> helper() {
    return Optional.ofNullable(helper)
        .map(
            guest ->
                Cli.understood(
                    spec, () -> OutageOptions.usual(guest, Optional.ofNullable(address)).os()));
  }
}
