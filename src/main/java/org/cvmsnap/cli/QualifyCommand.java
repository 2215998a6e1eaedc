package org.cvmsnap.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Mode;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.SnapshotComment;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.plan.snapshot.VerifyPlanner;
import org.cvmsnap.plan.take.BreakOff;
import org.cvmsnap.plan.take.TakeRequest;
import org.cvmsnap.ui.ReportFile;
import org.cvmsnap.workflow.Qualify;
import org.cvmsnap.workflow.QualifyReport;
import org.cvmsnap.workflow.Supervision;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cvmsnap qualify}. */
@Command(
    name = "qualify",
    footer = {
      "",
      "Examples:",
      "  cvmsnap qualify --ldom testguest --report /var/tmp/site.txt --record /var/tmp/site.jsonl",
      "  cvmsnap qualify --ldom testguest --mode stop --yes"
    },
    description = {
      "Tries on a guest that may be harmed what cvmsnap assumes of a site, and reports what holds.",
      "",
      "It stops and starts the guest, takes disks from it while it runs and gives them back, and makes"
          + " and removes snapshots of its data volumes, with runs like any other: cvmsnap recover pays what one"
          + " owes that was cut short. It asks before it begins. Exit status 5 says that"
          + " something was refuted."
    })
final class QualifyCommand implements Callable<Integer> {
  private final Setting setting;
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "VOLUME",
      description = "The volumes, each NAME or DG/NAME (all data volumes of the guest).")
  private List<SnapshotRef> volumes = List.of();

  @Option(
      names = "--ldom",
      required = true,
      paramLabel = "LDOM",
      description = "The guest domain, which runs and which nobody needs.")
  private GuestName guest;

  @Option(
      names = "--group",
      paramLabel = "DG",
      description = "The disk group of volumes that are named without one.")
  private @Nullable GroupName group;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "both",
      description =
          "How the guest is to let go of the volumes: stop, detach or both, one after the other"
              + " (${DEFAULT-VALUE}).")
  private String mode;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write the report to this new file too.")
  private @Nullable Path report;

  @Option(
      names = "--guest-ssh",
      paramLabel = "[USER@]ADDRESS",
      description = "How ssh reaches the guest; usually by the domain's name.")
  private @Nullable String address;

  @Option(
      names = "--no-vcs",
      arity = "0..1",
      paramLabel = "false",
      description = "Do not ask VCS whether it manages the guest.")
  private boolean noVcs;

  @Option(
      names = "--verify-on",
      paramLabel = "LDOM",
      description =
          "The guest domain that gets each snapshot for a while to ask it whether it is clean, where"
              + " it is a disk with slices.")
  private @Nullable GuestName helper;

  @Mixin private TimeoutOptions timeouts;

  QualifyCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    TakeRequest request = Cli.understood(spec, this::request);
    List<Mode> modes = Cli.understood(spec, this::modes);
    Optional<Supervision> supervision =
        Optional.of(
            new Supervision(
                Duration.ZERO,
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Supervision.Guard(setting.guardians(), OutageFlags.DETACHED))));
    Qualify qualify =
        new Qualify(setting.session(), setting.progress(), supervision, request, modes, asking());
    Optional<ReportFile> file = Optional.ofNullable(report).map(ReportFile::create);
    QualifyReport told = discarding(file, () -> qualify.run(setting.confirmation()));
    setting.qualified(told);
    return setting.renderer().qualified(told, file);
  }

  private interface Trying {
    QualifyReport run() throws InterruptedException;
  }

  private static QualifyReport discarding(Optional<ReportFile> file, Trying trying)
      throws InterruptedException {
    boolean done = false;
    try {
      QualifyReport report = trying.run();
      done = true;
      return report;
    } finally {
      if (!done) {
        file.ifPresent(ReportFile::discard);
      }
    }
  }

  private VerifyPlanner.Request asking() {
    return new VerifyPlanner.Request(
        Optional.ofNullable(helper).map(other -> OutageOptions.usual(other, Optional.empty()).os()),
        Optional.empty(),
        false,
        false);
  }

  private List<Mode> modes() {
    return switch (mode) {
      case "stop" -> List.of(Mode.STOP);
      case "detach" -> List.of(Mode.DETACH);
      case "both" -> List.of(Mode.STOP, Mode.DETACH);
      default ->
          throw new IllegalArgumentException("--mode: '" + mode + "' is not stop, detach or both");
    };
  }

  private TakeRequest request() {
    OutageOptions usual = OutageOptions.usual(guest, Optional.ofNullable(address));
    OutageOptions options = usual.within(timeouts.timeouts());
    return new TakeRequest(
        noVcs ? options.withoutVcs() : options,
        SnapshotRef.in(Optional.ofNullable(group), volumes),
        Optional.empty(),
        new BreakOff(),
        Optional.of(new SnapshotComment("trial by qualify")),
        Optional.empty(),
        false);
  }
}
