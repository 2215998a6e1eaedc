package org.cvmsnap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cvmsnap.cli.ConfigurationKeys;
import org.cvmsnap.config.Keys;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The manual page of the configuration file: its keys as the options say what they are, its hooks
 * as the page of hooks does, and the example that is installed.
 */
final class ConfigurationPage {
  static final Path FILE = Path.of("src", "main", "dist", "share", "man", "man5", "cvmsnap.toml.5");
  static final Path EXAMPLE = Path.of("src", "main", "dist", "share", "examples", "cvmsnap.toml");
  private static final Path HOOKS = Path.of("docs", "hooks.md");

  private ConfigurationPage() {}

  static String text() throws IOException {
    try (InputStream in = ConfigurationPage.class.getResourceAsStream("cvmsnap.toml.5.in")) {
      if (in == null) {
        throw new IllegalStateException("no template");
      }
      return new String(in.readAllBytes(), UTF_8)
          .replaceFirst("\n", "\n.\\\\\" Made by scripts/update docs.\n")
          .replace("TITLE", ManualPages.title())
          .replaceFirst("(?m)^KEYS$", quoted(keys()))
          .replaceFirst("(?m)^HOOKS$", quoted(hooks()))
          .replaceFirst("(?m)^EXAMPLE$", quoted(ManualPages.escaped(Files.readString(EXAMPLE))));
    }
  }

  private static String quoted(String text) {
    return java.util.regex.Matcher.quoteReplacement(text.stripTrailing());
  }

  private static String keys() {
    CommandLine commandLine = ManualPages.commandLine();
    Keys keys = ConfigurationKeys.of(commandLine);
    Map<String, List<String>> tables = new TreeMap<>();
    add(tables, "defaults", keys.defaults());
    add(tables, "guests", keys.guests());
    add(tables, "policies", keys.policies());
    List<String> lines = new ArrayList<>();
    tables.forEach(
        (key, in) -> {
          lines.add(".TP");
          lines.add(".BR " + ManualPages.escaped(key) + " \" (" + String.join(", ", in) + ")\"");
          option(commandLine, key)
              .ifPresentOrElse(
                  option -> lines.addAll(ManualPages.told(option)),
                  () -> lines.add("The volumes, where none are typed."));
        });
    return String.join("\n", lines);
  }

  private static void add(
      Map<String, List<String>> tables, String table, Map<String, Keys.Form> keys) {
    keys.keySet().forEach(key -> tables.computeIfAbsent(key, none -> new ArrayList<>()).add(table));
  }

  private static Optional<OptionSpec> option(CommandLine commandLine, String key) {
    return Stream.concat(Stream.of(commandLine), commandLine.getSubcommands().values().stream())
        .flatMap(each -> Stream.ofNullable(each.getCommandSpec().findOption("--" + key)))
        .findFirst();
  }

  /** The two tables of the page of hooks, an entry for each row. */
  private static String hooks() throws IOException {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "A table",
                ".B [hooks.\\fINAME\\fB]",
                "has",
                ".B place",
                "(\\(dqguest\\(dq or \\(dqcontrol\\-domain\\(dq, the usual),",
                ".B limit",
                "(\\(dq5m\\(dq),",
                ".B on\\-error",
                "(\\(dqabort\\(dq, the usual, or \\(dqcontinue\\(dq),",
                "and a command for each moment at which it runs:",
                "a list of words, the first the whole path of a program.",
                "No shell sees it.",
                "A control domain\\(aqs program that others may write is not run."));
    for (List<String> row : rows(Files.readString(HOOKS))) {
      lines.add(".TP");
      lines.add(".B " + ManualPages.escaped(row.get(0)));
      for (String cell : row.subList(1, row.size())) {
        lines.addAll(ManualPages.sentences(sentence(cell)));
      }
    }
    return String.join("\n", lines);
  }

  private static String sentence(String cell) {
    String text = cell.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + cell.substring(1);
    return text.endsWith(".") ? text : text + ".";
  }

  private static List<List<String>> rows(String page) {
    return page.lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.replace("`", "").replace("**", ""))
        .map(
            line ->
                Arrays.stream(line.substring(1, line.length() - 1).split("\\|"))
                    .map(String::strip)
                    .collect(Collectors.toList()))
        .toList();
  }
}
