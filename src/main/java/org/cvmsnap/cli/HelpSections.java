package org.cvmsnap.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** How {@code --help} tells of a command: what it needs first, and options of all commands once. */
public final class HelpSections {
  private static final List<String> COMMANDS_FIRST =
      List.of(
          UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING,
          UsageMessageSpec.SECTION_KEY_SYNOPSIS,
          UsageMessageSpec.SECTION_KEY_DESCRIPTION,
          UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING,
          UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
          UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING,
          UsageMessageSpec.SECTION_KEY_OPTION_LIST,
          UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST_HEADING,
          UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST,
          UsageMessageSpec.SECTION_KEY_FOOTER);

  private HelpSections() {}

  /** Lets a command line and its subcommands be told of so. */
  public static void of(CommandLine commandLine) {
    commandLine
        .getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_SYNOPSIS, HelpSections::synopsis);
    commandLine
        .getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpSections::options);
    if (!commandLine.getSubcommands().isEmpty()) {
      commandLine.setHelpSectionKeys(COMMANDS_FIRST);
    }
    commandLine.getSubcommands().values().forEach(HelpSections::of);
  }

  /** The name, what has to be typed, and that there is more. */
  private static String synopsis(Help help) {
    CommandSpec command = help.commandSpec();
    Stream<String> needed =
        Stream.concat(
            command.positionalParameters().stream().map(HelpSections::parameter),
            command.options().stream()
                .filter(option -> option.required() && !option.hidden())
                .map(option -> option.longestName() + " " + option.paramLabel()));
    Stream<String> subcommand = Stream.ofNullable(help.subcommands().isEmpty() ? null : "COMMAND");
    return Stream.of(
                Stream.of(command.qualifiedName()), subcommand, needed, Stream.of("[OPTION...]"))
            .flatMap(each -> each)
            .collect(Collectors.joining(" "))
        + "%n".formatted();
  }

  private static String parameter(ArgSpec parameter) {
    String word = parameter.paramLabel() + (parameter.isMultiValue() ? "..." : "");
    return parameter.arity().min() == 0 ? "[" + word + "]" : word;
  }

  /** Those of the command itself; of the others it is said where they are. */
  private static String options(Help help) {
    CommandSpec command = help.commandSpec();
    List<OptionSpec> own =
        command.options().stream()
            .filter(option -> !option.hidden() && !option.inherited())
            .toList();
    String heading = command.subcommands().isEmpty() ? "" : "%nOptions:%n".formatted();
    Help.Layout layout = help.createDefaultLayout();
    layout.addOptions(own, help.createDefaultParamLabelRenderer());
    String all = "Options of all commands: %s --help%n".formatted(command.root().name());
    return heading + layout + (command.parent() == null ? "" : all);
  }
}
