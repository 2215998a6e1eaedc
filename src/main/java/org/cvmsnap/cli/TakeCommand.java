package org.cvmsnap.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.plan.snapshot.Retention;
import org.cvmsnap.plan.take.SnapshotNames;
import org.cvmsnap.plan.take.TakeRequest;
import org.cvmsnap.workflow.Take;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "VOLUME",
      description = "The volumes, of one disk group.")
  private List<VolumeName> volumes;

  @Mixin private OutageFlags outage;

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

  @Mixin private RetentionOptions retention;
  @Mixin private KindOptions kind;
  @Mixin private DryRun dryRun;

  TakeCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    TakeRequest request = Cli.understood(spec, this::request);
    Take take = new Take(setting.session(), setting.progress(), outage.supervision(setting));
    Optional<Retention> policy = Cli.understood(spec, retention::policyIfGiven);
    if (dryRun.given()) {
      return setting.renderer().dryRun(take.preview(request, policy));
    }
    return setting.renderer().take(take.run(request, policy));
  }

  private TakeRequest request() {
    Optional<String> template = Cli.template(name, volumes.size());
    return new TakeRequest(
        outage.options(), volumes, Optional.ofNullable(group), template, kind.kind(volumes));
  }
}
