package org.cvmsnap.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Hook;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.workflow.Recovery;
import org.cvmsnap.workflow.TakeOver;
import org.cvmsnap.workflow.Unaccounted;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cvmsnap recover}. */
@Command(
    name = "recover",
    footer = {
      "",
      "Examples:",
      "  cvmsnap recover",
      "  cvmsnap recover --ldom ldom1",
      "  cvmsnap recover --ldom ldom1 --from sun-a"
    },
    description = {
      "Pays what runs that were cut short still owe to their guests.",
      "",
      "It looks at the world and not at history, so it may be repeated at any time. It leaves alone"
          + " what a living process is at work on. The snapshots of a run that was cut short are kept"
          + " where the journal proves them good, and given back to their volumes where it does not.",
      "",
      "With --from it brings a guest up on this node that was on a node which is gone from the"
          + " cluster, once it is certain that the guest is up nowhere and its volumes are closed."
          + " With the name of this node it does so for a run whose journal is lost.",
      "",
      "With --write-off what is owed to a domain is given up that this node has no more, as it was"
          + " removed or moved for good. The rest is paid, such as lock records; a service group of"
          + " VCS that was frozen is for the operator to unfreeze, as VCS then acts on it. So it ends"
          + " what is told of the data of volumes that a restore has left in different states, once"
          + " somebody has set that right in another way."
    })
final class RecoverCommand implements Callable<Integer> {
  private final Setting setting;

  @Option(names = "--run", paramLabel = "RUN", description = "Only this run.")
  private @Nullable RunId run;

  @Option(names = "--ldom", paramLabel = "LDOM", description = "Only runs of this guest.")
  private @Nullable GuestName guest;

  @Option(
      names = "--from",
      paramLabel = "NODE",
      description = "The node that the guest of --ldom was on, and that is gone; or this one.")
  private @Nullable String from;

  @Option(
      names = "--guest-ssh",
      paramLabel = "[USER@]ADDRESS",
      description = "How ssh reaches the guest of --from; usually by the domain's name.")
  private @Nullable String address;

  @Option(
      names = "--no-vcs",
      description =
          "With --from: do not ask VCS. If it manages the guest, it may start it elsewhere.")
  private boolean noVcs;

  @Option(
      names = "--no-lock",
      description =
          "With --from: make no lock record in the disk group, such as where it has no megabyte"
              + " free; nothing keeps cvmsnap on another node from the guest then.")
  private boolean noLock;

  @Option(
      names = "--write-off",
      description =
          "Give up what is owed to the domain of --ldom, which is there no more; or say that its data"
              + " is right.")
  private boolean writeOff;

  @Mixin private DryRun dryRun;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  RecoverCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (from == null) {
      requireNotTyped("--no-vcs", "--no-lock");
    }
    if (from != null && dryRun.given()) {
      throw new UsageException("--dry-run does not go with --from.", "Leave it out.");
    }
    if (writeOff && (guest == null || from != null || dryRun.given())) {
      throw new UsageException(
          "--write-off goes with --ldom, and not with --from or --dry-run.",
          "Type cvmsnap recover --ldom LDOM --write-off.");
    }
    if (from != null) {
      return setting.renderer().recovered(List.of(takeOver(from)), Unaccounted.NOTHING);
    }
    Recovery usual = new Recovery(setting.recorded(), setting.progress());
    Recovery recovery = writeOff ? usual.writingOff() : usual;
    if (dryRun.given()) {
      return setting
          .renderer()
          .dryRun(recovery.preview(Optional.ofNullable(run), Optional.ofNullable(guest)));
    }
    Recovery.Report report = recovery.run(Optional.ofNullable(run), Optional.ofNullable(guest));
    return setting.renderer().recovered(report.runs(), report.left());
  }

  /** What the configuration says of takes is no mistake of whoever types this. */
  private void requireNotTyped(String... options) {
    for (String option : options) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new UsageException(option + " goes with --from.", "Leave it out.");
      }
    }
  }

  private OutageOptions options(GuestName of) {
    try {
      return OutageOptions.usual(of, Optional.ofNullable(address));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage() + ".", "See cvmsnap recover --help.");
    }
  }

  private Recovery.Recovered takeOver(String node) throws InterruptedException {
    if (guest == null || run != null) {
      throw new UsageException(
          "--from goes with --ldom.",
          ShellLine.hint("Type cvmsnap recover --ldom LDOM --from %s.", node));
    }
    OutageOptions options = options(guest);
    options = noVcs ? options.withoutVcs() : options;
    List<Hook> hooks = setting.configured().configuration().hooksOf(guest.value());
    return new TakeOver(setting.session(), setting.progress(), hooks)
        .run(noLock ? options.withoutLock() : options, node);
  }
}
