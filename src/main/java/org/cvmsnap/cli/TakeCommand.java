package org.cvmsnap.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.SnapshotComment;
import org.cvmsnap.plan.snapshot.VerifyPlanner;
import org.cvmsnap.plan.take.SnapshotNames;
import org.cvmsnap.plan.take.TakeRequest;
import org.cvmsnap.ui.Rows;
import org.cvmsnap.ui.Table;
import org.cvmsnap.workflow.ComingTake;
import org.cvmsnap.workflow.Take;
import org.cvmsnap.workflow.TakeReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cvmsnap take}. */
@Command(
    name = "take",
    footer = {
      "",
      "Examples:",
      "  cvmsnap take datavol1 --ldom ldom1 --dry-run",
      "  cvmsnap take datavol1 datavol2 --ldom ldom1 --max-outage 20m --keep-daily 7 --keep-weekly 4",
      "  cvmsnap take --all --ldom ldom1 --dry-run",
      "  cvmsnap take datavol1 --ldom ldom1 --mode detach --name {volume}_{date}"
    },
    description = {
      "Snapshots volumes of a guest and brings the guest back.",
      "",
      "Unmounts in the guest, stops and unbinds the domain, proves the volumes closed on every node,"
          + " breaks off a snapshot of all of them (those of a disk group in one instant), then binds, starts, waits for the"
          + " boot and mounts again. Mirrors are synchronized before the guest is touched. With --mode"
          + " detach the guest goes on running, and only the disks are taken from it.",
      "",
      "Columns of -o, a line for each snapshot that was made: " + Table.TAKE
    })
final class TakeCommand implements Callable<Integer>, PolicyOption.Taker {
  private final Setting setting;
  @Spec private CommandSpec spec;

  @Mixin private GuestVolumeOptions volumes;

  @Mixin
  @SuppressWarnings("UnusedVariable") // it says which tables count: see Configured
  private PolicyOption policy;

  @Mixin private OutageFlags outage;

  @Option(
      names = "--name",
      paramLabel = "TEMPLATE",
      description =
          "The snapshots' names, with {volume}, {date}, {time} (UTC) and {n}, the next free number;"
              + " usually "
              + SnapshotNames.USUAL
              + ".")
  private @Nullable String name;

  @Option(
      names = "--comment",
      paramLabel = "TEXT",
      description =
          "What to say of the snapshots, such as 'before patch'; cvmsnap list, show and"
              + " list --comment show and find it.")
  private @Nullable SnapshotComment comment;

  @Option(
      names = "--verify",
      arity = "0..1",
      paramLabel = "false",
      description =
          "Ask the snapshots themselves, once the guest is back, whether what is on them is clean"
              + " (cvmsnap verify).")
  private boolean verify;

  @Option(
      names = "--verify-on",
      paramLabel = "LDOM",
      description =
          "The same, and the guest domain that gets each snapshot for a while to ask it, where it is"
              + " a disk with slices.")
  private @Nullable GuestName helper;

  @Mixin private RetentionOptions retention;
  @Mixin private KindOptions kind;
  @Mixin private DryRun dryRun;

  @Mixin private ColumnOptions columns;

  TakeCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    Optional<Table> table = columns.table(setting, Table.TAKE, dryRun.given() ? "--dry-run" : "");
    Take.Wanted wanted = Cli.understood(spec, this::wanted);
    Take take = new Take(setting.session(), setting.progress(), outage.supervision(setting));
    if (dryRun.given()) {
      return setting.renderer().dryRun(take.preview(wanted.request(), wanted.then()));
    }
    setting.remindOfQualification();
    TakeReport report = take.run(wanted.request(), wanted.then());
    return ColumnOptions.shown(
        setting, table, program -> Rows.of(report), renderer -> renderer.take(report));
  }

  @Override
  public Take.Wanted wanted() {
    return new Take.Wanted(
        request(), new Take.Afterwards(verification(), retention.policyIfGiven()));
  }

  /** The take that these words ask for, which is not begun. */
  ComingTake coming(String called) {
    Take.Afterwards then = new Take.Afterwards(verification(), retention.policyIfGiven());
    return new ComingTake(called, request(), then, outage.longest());
  }

  private Optional<VerifyPlanner.Request> verification() {
    Optional<Machine> on =
        Optional.ofNullable(helper).map(guest -> OutageOptions.usual(guest, Optional.empty()).os());
    return verify || on.isPresent()
        ? Optional.of(new VerifyPlanner.Request(on, Optional.empty(), false, false))
        : Optional.empty();
  }

  private TakeRequest request() {
    return new TakeRequest(
        outage.options(setting),
        volumes.refs(),
        Cli.template(name, volumes.count()),
        kind.kind(volumes.names()),
        Optional.ofNullable(comment),
        policy.name(),
        false);
  }
}
