package org.cvmsnap.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.workflow.Blind;
import org.cvmsnap.workflow.Check;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cvmsnap check}. */
@Command(
    name = "check",
    footer = {
      "",
      "Examples:",
      "  cvmsnap check --ldom ldom1 --warn 26h --crit 50h",
      "  cvmsnap check --volume datadg/datavol1",
      "  cvmsnap check --policy nightly"
    },
    description = {
      "Judges how volumes are protected, for a monitoring system (Nagios, Icinga, Zabbix).",
      "",
      "Prints one line of the Monitoring Plugins' convention, with performance data, and then a line"
          + " for each thing that was judged: the age of the newest proven set, what is owed,"
          + " snapshots that are dirty or lost, mirrors and caches, runs that hang, and all that the"
          + " next take of the same guest, volumes and kind would check. Proven is a set whose file"
          + " systems were seen to be clean, by the snapshot itself (take --verify, verify) or just"
          + " before it was made. It only reads.",
      "",
      "With --policy it judges the volumes of the policy, the sets that it has taken, and the take"
          + " that it says. A guest or volume of the policy that is not there is CRITICAL.",
      "",
      "A wrong configuration is UNKNOWN, and hides nothing that is owed.",
      "",
      "What cannot be learned is UNKNOWN, and never OK. CRITICAL goes before UNKNOWN, UNKNOWN before"
          + " WARNING."
    },
    exitCodeList = {
      "0:OK",
      "1:WARNING",
      "2:CRITICAL",
      "3:UNKNOWN: something could not be learned; also wrong words, a refusal, a signal, a bug"
    })
final class CheckCommand implements Callable<Integer> {
  private final Setting setting;
  @Spec private CommandSpec spec;

  @Option(
      names = "--ldom",
      paramLabel = "LDOM",
      description =
          "The volumes of this guest that cvmsnap has taken snapshots of, and what is owed to it.")
  private @Nullable GuestName guest;

  @Option(
      names = "--volume",
      split = ",",
      paramLabel = "[DG/]VOL",
      description =
          "This volume, whether or not there are snapshots of it; may be repeated. Without it and"
              + " --ldom: all volumes that cvmsnap has taken snapshots of, and all that is owed.")
  private List<SnapshotRef> volumes = List.of();

  @Mixin private PolicyOption policy;

  @Option(
      names = "--warn",
      paramLabel = "TIME",
      defaultValue = "26h",
      description = "How old the newest proven set is at a WARNING (${DEFAULT-VALUE}).")
  private Duration warning;

  @Option(
      names = "--crit",
      paramLabel = "TIME",
      defaultValue = "50h",
      description = "How old it is at CRITICAL (${DEFAULT-VALUE}).")
  private Duration critical;

  @Option(
      names = "--run-limit",
      paramLabel = "TIME",
      defaultValue = "6h",
      description =
          "How long a run may take before it is taken for one that hangs (${DEFAULT-VALUE}).")
  private Duration longest;

  CheckCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    Check.Request request = Cli.understood(spec, this::asFarAsConfigured);
    return setting.renderer().check(new Check(setting.session(), request).run());
  }

  /** A configuration that is wrong hides no debt. */
  private Check.Request asFarAsConfigured() {
    List<Refusal> debts = setting.unseen();
    Optional<UsageException> problem = setting.configured().problem();
    if (problem.isPresent()) {
      return blind(new Blind(debts, problem.get().reasons()));
    }
    if (policy.name().isEmpty()) {
      return request(Optional.empty(), warning, critical, new Blind(debts, List.of()));
    }
    try {
      return request(
          policy.name().map(this::policy), warning, critical, new Blind(debts, List.of()));
    } catch (ParameterException | IllegalArgumentException e) {
      Refusal wrong = new Refusal(String.valueOf(e.getMessage()), "Type cvmsnap config validate.");
      return blind(new Blind(debts, List.of(wrong)));
    } catch (UsageException e) {
      return blind(new Blind(debts, e.reasons()));
    }
  }

  private Check.Request blind(Blind blind) {
    return request(Optional.empty(), critical, critical, blind); // no age is judged
  }

  /**
   * What the words come to.
   *
   * @throws IllegalArgumentException where they do not go together
   */
  Check.Request request() {
    return request(policy.name().map(this::policy), warning, critical, Blind.NOT);
  }

  private Check.Request request(
      Optional<Check.Policy> judged, Duration warnAt, Duration criticalAt, Blind blind) {
    return new Check.Request(
        Optional.ofNullable(guest), volumes, warnAt, criticalAt, longest, judged, blind);
  }

  private Check.Policy policy(String name) {
    try {
      return new Check.Policy(
          name,
          PolicyOption.taking(
              name,
              setting.configured().configuration(),
              Cli.of(new Globals(), setting, "take"::equals)));
    } catch (ParameterException | IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "policy %s: %s".formatted(name, e.getMessage()), e);
    }
  }
}
