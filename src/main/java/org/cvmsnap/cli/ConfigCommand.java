package org.cvmsnap.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cvmsnap.config.Value;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.ui.Rows;
import org.cvmsnap.ui.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cvmsnap config}. */
@Command(
    name = "config",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  cvmsnap config validate",
      "  cvmsnap config show --policy nightly"
    },
    description = {
      "Tells what the configuration file says, and what is wrong with it.",
      "",
      "The file is TOML. Its keys are the names of options without their dashes: in [defaults] for"
          + " all commands, in [guests.LDOM] for one guest, in [policies.NAME] for what --policy"
          + " NAME does; [nodes.NODE] has node-ssh and node-prefix. What is typed goes before the environment, and"
          + " that before a policy, its guest, and the defaults. See cvmsnap.toml(5)."
    })
final class ConfigCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** The command with its subcommands. */
  static CommandLine of(Globals globals, Setting setting) {
    return new CommandLine(new ConfigCommand())
        .addSubcommand(new Validate(setting))
        .addSubcommand(new ShowValues(setting));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }

  /** {@code cvmsnap config validate}. */
  @Command(
      name = "validate",
      footer = {"", "Examples:", "  cvmsnap config validate --config cvmsnap.toml"},
      description =
          "Looks for all that is wrong with the file, each with its line and column; touches"
              + " nothing.")
  private static final class Validate implements Callable<Integer> {
    private final Setting setting;

    Validate(Setting setting) {
      this.setting = setting;
    }

    @Override
    public Integer call() {
      Configured configured = setting.configured();
      if (configured.configuration().file().isEmpty()) {
        throw new UsageException("There is no configuration file.", "Name one with --config.");
      }
      List<Refusal> problems =
          new ConfigurationTrial(configured.configuration(), Cli.of(new Globals(), setting))
              .problems();
      if (!problems.isEmpty()) {
        throw new UsageException(problems);
      }
      return setting.renderer().valid(configured.configuration());
    }
  }

  /** {@code cvmsnap config show}. */
  @Command(
      name = "show",
      footer = {"", "Examples:", "  cvmsnap config show --ldom ldom1 -H -o key,value"},
      description = {
        "Prints what each option is where it is not typed, and where that is said.",
        "",
        "Columns of -o: " + Table.CONFIG
      })
  private static final class ShowValues implements Callable<Integer> {
    private final Setting setting;

    @Spec private CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // it says which tables count: see Configured
    private PolicyOption policy;

    @Option(names = "--ldom", paramLabel = "LDOM", description = "What holds for this guest.")
    @SuppressWarnings("UnusedVariable") // it says which tables count: see Configured
    private @Nullable String guest;

    @Mixin private ColumnOptions columns;

    ShowValues(Setting setting) {
      this.setting = setting;
    }

    @Override
    public Integer call() {
      Optional<Table> table = columns.table(setting, Table.CONFIG, "");
      List<Value> values = setting.configured().values(spec.root().commandLine());
      return ColumnOptions.shown(
          setting, table, program -> Rows.values(values), renderer -> renderer.values(values));
    }
  }
}
