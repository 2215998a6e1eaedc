package org.cvmsnap;

import static org.mockito.Mockito.mock;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cvmsnap.cli.Cli;
import org.cvmsnap.cli.Globals;
import org.cvmsnap.cli.Setting;
import org.cvmsnap.sim.SimCommand;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The page with the help of every command, as the commands themselves give it. */
final class CommandReference {
  private CommandReference() {}

  static CommandLine commandLine() {
    PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
    CommandLine commandLine = Cli.of(new Globals(), mock(Setting.class));
    commandLine.addSubcommand(
        "sim", SimCommand.of(mock(SimCommand.Place.class), () -> {}, nowhere, nowhere));
    return commandLine;
  }

  static String text() {
    List<String> lines = new ArrayList<>();
    lines.add("# Commands");
    lines.add("");
    lines.add("What `--help` prints for each command. Made by `scripts/update docs`; do not edit.");
    add(lines, "cvmsnap", commandLine());
    return String.join("\n", lines) + "\n";
  }

  /** The subcommands by name, without those that are not for people. */
  static Map<String, CommandLine> shown(CommandLine command) {
    Map<String, CommandLine> shown = new LinkedHashMap<>(command.getSubcommands());
    shown.values().removeIf(each -> each.getCommandSpec().usageMessage().hidden());
    return shown;
  }

  private static void add(List<String> lines, String name, CommandLine command) {
    lines.add("");
    lines.add("## " + name);
    lines.add("");
    lines.add("```text");
    command.getUsageMessage(Ansi.OFF).lines().map(String::stripTrailing).forEach(lines::add);
    lines.add("```");
    shown(command).forEach((word, each) -> add(lines, name + " " + word, each));
  }
}
