package org.cvmsnap.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.plan.SnapshotNames;
import org.cvmsnap.plan.TakeRequest;
import org.cvmsnap.plan.Timeouts;
import org.cvmsnap.workflow.Take;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cvmsnap take}. */
@Command(
    name = "take",
    description = {
      "Snapshots volumes of a guest and brings the guest back.",
      "",
      "Unmounts in the guest, stops and unbinds the domain, proves the volumes closed on every node,"
          + " breaks off a snapshot of all of them in one instant, then binds, starts, waits for the"
          + " boot and mounts again. Mirrors are synchronized before the guest is touched."
    })
final class TakeCommand implements Callable<Integer> {
  private final Setting setting;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "VOLUME",
      description = "The volumes, of one disk group.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private List<VolumeName> volumes;

  @Option(
      names = "--ldom",
      required = true,
      paramLabel = "LDOM",
      description = "The guest domain that uses them.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private GuestName guest;

  @Option(
      names = "--group",
      paramLabel = "DG",
      description = "Their disk group, where the guest has such volumes in several.")
  private @Nullable GroupName group;

  @Option(
      names = "--name",
      paramLabel = "TEMPLATE",
      description =
          "The snapshots' names, with {volume}, {date}, {time} (UTC) and {n}, the next free number;"
              + " usually "
              + SnapshotNames.USUAL
              + ".")
  private @Nullable String name;

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private KindOptions kind;

  @Option(
      names = "--guest-ssh",
      paramLabel = "[USER@]ADDRESS",
      description = "How ssh reaches the guest; usually by the domain's name.")
  private @Nullable String address;

  @Option(
      names = "--no-remount",
      description = "Do not mount again what was unmounted; the guest's own boot may.")
  private boolean noRemount;

  @Option(
      names = "--force-stop",
      description =
          "Stop the domain without its operating system's consent when it does not stop within"
              + " --stop-timeout.")
  private boolean force;

  @Option(
      names = "--stop-timeout",
      paramLabel = "TIME",
      defaultValue = "10m",
      description = "How long the domain may take to stop (${DEFAULT-VALUE}).")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Duration stop;

  @Option(
      names = "--boot-timeout",
      paramLabel = "TIME",
      defaultValue = "20m",
      description = "How long it may take to boot (${DEFAULT-VALUE}).")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Duration boot;

  @Option(
      names = "--umount-timeout",
      paramLabel = "TIME",
      defaultValue = "1m",
      description = "How long each file system may take to be unmounted (${DEFAULT-VALUE}).")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Duration umount;

  @Option(
      names = "--dry-run",
      description = "Print the commands that would change anything, in order; run none of them.")
  private boolean dryRun;

  TakeCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    TakeRequest request = request();
    Take take = new Take(setting.session(), setting.progress());
    return dryRun
        ? setting.renderer().dryRun(take.preview(request))
        : setting.renderer().take(take.run(request));
  }

  private TakeRequest request() {
    if (name != null) {
      String problem = SnapshotNames.problem(name, volumes.size());
      if (!problem.isEmpty()) {
        throw new ParameterException(spec.commandLine(), "--name: " + problem);
      }
    }
    try {
      return new TakeRequest(
          guest,
          volumes,
          Optional.ofNullable(group),
          Optional.ofNullable(name),
          Optional.ofNullable(address),
          !noRemount,
          force,
          new Timeouts(stop, boot, umount),
          kind.kind(volumes));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
