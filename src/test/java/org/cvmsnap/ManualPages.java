package org.cvmsnap;

import static org.mockito.Mockito.mock;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cvmsnap.cli.Cli;
import org.cvmsnap.cli.Globals;
import org.cvmsnap.cli.Setting;
import org.cvmsnap.sim.SimCommand;
import org.cvmsnap.sim.SimContext;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual pages, one a command, as the commands themselves say what they are. */
final class ManualPages {
  static final Path DIRECTORY = Path.of("src", "main", "dist", "share", "man", "man8");

  private static final int WIDTH = 80;
  private static final Pattern EXAMPLE = Pattern.compile("  (?<line>cvmsnap .*)");

  private ManualPages() {}

  static CommandLine commandLine() {
    PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
    CommandLine commandLine = Cli.of(new Globals(), mock(Setting.class));
    commandLine.addSubcommand(
        "sim", SimCommand.of(mock(SimContext.class), () -> {}, nowhere, nowhere));
    return commandLine;
  }

  /** The subcommands by name, without those that are not for people. */
  static Map<String, CommandLine> shown(CommandLine command) {
    Map<String, CommandLine> shown = new LinkedHashMap<>(command.getSubcommands());
    shown.values().removeIf(each -> each.getCommandSpec().usageMessage().hidden());
    return shown;
  }

  /** The command, and all below it. */
  static Stream<CommandLine> andBelow(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(ManualPages::andBelow));
  }

  /** The text of every page by the name of its file. */
  static Map<String, String> all() throws IOException {
    Map<String, String> pages = new TreeMap<>();
    add(pages, commandLine(), title());
    return pages;
  }

  /** The examples of a command, as they are typed. */
  static List<String> examples(CommandSpec command) {
    return Arrays.stream(command.usageMessage().footer())
        .map(EXAMPLE::matcher)
        .filter(Matcher::matches)
        .map(found -> found.group("line"))
        .toList();
  }

  private static void add(Map<String, String> pages, CommandLine command, String title) {
    pages.put(file(command.getCommandSpec()), new Page(command.getCommandSpec(), title).text());
    shown(command).values().forEach(each -> add(pages, each, title));
  }

  private static String file(CommandSpec command) {
    return name(command) + ".8";
  }

  /** The name of a command's page, such as {@code cvmsnap-sim-fault-add}. */
  private static String name(CommandSpec command) {
    return command.qualifiedName("-");
  }

  /** The date and the version of the release, as every page has them at its foot. */
  static String title() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    return "%s \"cvmsnap %s\""
        .formatted(
            first(pom, "<project.build.outputTimestamp>(\\d{4}-\\d\\d-\\d\\d)"),
            first(pom, "<version>([^<]+)"));
  }

  private static String first(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("pom.xml has no " + pattern))
        .group(1);
  }

  /** What is said of a word, with its candidates where it names them. */
  private static String[] told(String[] description, CommandLine.Model.ArgSpec word) {
    return Arrays.stream(description)
        .map(line -> line.replace("${COMPLETION-CANDIDATES}", candidates(word)))
        .map(line -> line.replace("%%", "%"))
        .toArray(String[]::new);
  }

  private static String candidates(CommandLine.Model.ArgSpec word) {
    return word.completionCandidates() == null
        ? ""
        : String.join(", ", word.completionCandidates());
  }

  /** A sentence begins a line, as troff wants it, and no line is longer than a screen is wide. */
  static List<String> sentences(String paragraph) {
    List<String> lines = new ArrayList<>();
    for (String sentence : paragraph.split("(?<=[.;:]) (?=[A-Z])", -1)) {
      StringBuilder line = new StringBuilder();
      for (String word : sentence.strip().split(" +", -1)) {
        if (line.length() + escaped(word).length() >= WIDTH) {
          lines.add(line.toString());
          line.setLength(0);
        }
        line.append(line.isEmpty() ? "" : " ").append(escaped(word));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  static String escaped(String text) {
    String plain = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq");
    return plain.startsWith(".") ? "\\&" + plain : plain;
  }

  /** What an option says of itself, as lines. */
  static List<String> told(OptionSpec option) {
    return Arrays.stream(told(option.description(), option))
        .map(line -> line.replace("${DEFAULT-VALUE}", String.valueOf(option.defaultValue())))
        .flatMap(line -> sentences(line).stream())
        .toList();
  }

  /** One page, in the macros of man(7) that every troff and mandoc know. */
  private static final class Page {
    private final CommandSpec command;
    private final List<String> lines = new ArrayList<>();

    Page(CommandSpec command, String title) {
      this.command = command;
      lines.add(".\\\" Made by scripts/update docs from what the command says of itself.");
      lines.add(
          ".TH %s 8 %s \"System Administration\""
              .formatted(name(command).toUpperCase(Locale.ROOT), title));
    }

    String text() {
      List<String> description = List.of(command.usageMessage().description());
      section("NAME");
      lines.addAll(sentences(name(command) + " - " + brief(description.get(0))));
      section("SYNOPSIS");
      synopsis();
      section("DESCRIPTION");
      description(description);
      commands();
      options();
      section("EXIT STATUS");
      command
          .usageMessage()
          .exitCodeList()
          .forEach((code, meaning) -> entry(".B " + escaped(code), meaning));
      examples();
      seeAlso();
      return String.join("\n", lines) + "\n";
    }

    private void section(String title, String... text) {
      lines.add(".SH " + title);
      lines.addAll(List.of(text));
    }

    /** What is required first; all that may be left out is one word, and told under OPTIONS. */
    private void synopsis() {
      lines.add(".B " + escaped(command.qualifiedName()));
      if (!shown(command.commandLine()).isEmpty()) {
        lines.add(".RI [ OPTION ]... \" COMMAND\"");
        return;
      }
      own().filter(OptionSpec::required).forEach(option -> lines.add(words(option, false)));
      for (PositionalParamSpec word : command.positionalParameters()) {
        boolean optional = word.arity().min() == 0;
        String more = word.arity().max() > 1 ? "..." : "";
        lines.add(
            (optional ? ".RI [ %s ]%s" : ".IR %s %s")
                .formatted(quoted(word.paramLabel()), more)
                .stripTrailing());
      }
      lines.add(".RI [ OPTION ]...");
    }

    private void description(List<String> description) {
      for (String paragraph : description) {
        lines.addAll(paragraph.isEmpty() ? List.of(".PP") : sentences(paragraph));
      }
    }

    private void commands() {
      Map<String, CommandLine> commands = shown(command.commandLine());
      if (!commands.isEmpty()) {
        section("COMMANDS");
        commands
            .values()
            .forEach(
                each ->
                    entry(
                        ".BR " + escaped(name(each.getCommandSpec())) + " (8)",
                        each.getCommandSpec().usageMessage().description()[0]));
      }
    }

    private void options() {
      section("OPTIONS");
      for (PositionalParamSpec word : command.positionalParameters()) {
        entry(".I " + quoted(word.paramLabel()), told(word.description(), word));
      }
      own().forEach(option -> entry(words(option, true), told(option.description(), option)));
      if (command.parent() != null) {
        lines.addAll(lines.get(lines.size() - 1).startsWith(".SH") ? List.of() : List.of(".PP"));
        lines.add("The options of every command are in");
        lines.add(".BR cvmsnap (8).");
      }
    }

    /** The options that are the command's, and not those of every command. */
    private Stream<OptionSpec> own() {
      return command.options().stream()
          .filter(option -> !option.hidden())
          .filter(option -> command.parent() == null || !ofEveryCommand(option));
    }

    private boolean ofEveryCommand(OptionSpec option) {
      return option.inherited() || option.usageHelp() || option.versionHelp();
    }

    private void examples() {
      List<String> typed = ManualPages.examples(command);
      if (!typed.isEmpty()) {
        section("EXAMPLES", ".nf");
        for (String line : command.usageMessage().footer()) {
          if (EXAMPLE.matcher(line).matches()) {
            lines.add(".B " + escaped(line.strip()));
          } else if (!line.isBlank() && !line.equals("Examples:")) {
            lines.addAll(List.of(".fi", ".PP", escaped(line.strip()), ".nf"));
          }
        }
        lines.add(".fi");
      }
    }

    private void seeAlso() {
      List<CommandSpec> others = new ArrayList<>();
      for (CommandSpec at = command; at.parent() != null; at = at.parent()) {
        others.add(at.parent());
      }
      shown(command.commandLine()).values().forEach(each -> others.add(each.getCommandSpec()));
      List<String> names = new ArrayList<>(others.stream().map(ManualPages::name).toList());
      Stream.of("cvmsnap-recover", "cvmsnap-status")
          .filter(name -> !names.contains(name) && !name.equals(name(command)))
          .forEach(names::add);
      names.sort(null);
      section("SEE ALSO");
      lines.add(
          names.stream()
              .map(name -> ".BR " + escaped(name) + " (8)")
              .collect(Collectors.joining(",\n")));
    }

    private void entry(String term, String... text) {
      lines.add(".TP");
      lines.add(term);
      for (String paragraph : text) {
        lines.addAll(sentences(paragraph));
      }
    }

    /** An option with all its names, or with the longest alone. */
    private static String words(OptionSpec option, boolean all) {
      String value = option.typeInfo().isBoolean() ? "" : option.paramLabel();
      String names =
          all
              ? Arrays.stream(option.names())
                  .map(ManualPages::escaped)
                  .collect(Collectors.joining(", "))
              : escaped(option.longestName());
      return value.isEmpty()
          ? ".B " + (names.contains(" ") ? "\"" + names + "\"" : names)
          : ".BI \"%s \" %s".formatted(names, quoted(value));
    }

    private static String brief(String sentence) {
      String plain = sentence.replaceAll("\\.$", "").replaceAll("\\. .*", "");
      return plain.substring(0, 1).toLowerCase(Locale.ROOT) + plain.substring(1);
    }

    private static String quoted(String word) {
      return "\"" + escaped(word).replace("\"", "\\(dq") + "\"";
    }
  }
}
