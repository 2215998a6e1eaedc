package org.cvmsnap.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.OutageOptions;
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

  @Mixin private OutageFlags outage = new OutageFlags();

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
  private RetentionOptions retention;

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private KindOptions kind;

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private DryRun dryRun;

  TakeCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    TakeRequest request = request();
    Take take = new Take(setting.session(), setting.progress(), outage.terms(setting));
    Optional<Retention> policy = policy();
    if (dryRun.given()) {
      return setting.renderer().dryRun(take.preview(request, policy));
    }
    return setting.renderer().take(take.run(request, policy));
  }

  private Optional<Retention> policy() {
    try {
      return retention.given() ? Optional.of(retention.policy()) : Optional.empty();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private TakeRequest request() {
    if (name != null) {
      String problem = SnapshotNames.problem(name, volumes.size());
      if (!problem.isEmpty()) {
        throw new ParameterException(spec.commandLine(), "--name: " + problem);
      }
    }
    OutageOptions options = outage.options();
    try {
      return new TakeRequest(
          options,
          volumes,
          Optional.ofNullable(group),
          Optional.ofNullable(name),
          kind.kind(volumes));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
