package org.cvmsnap.cli;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.cvmsnap.config.Keys;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The keys of a configuration file: every option of the commands concerned is one, so that a new
 * option needs no word here.
 */
public final class ConfigurationKeys {
  /** The commands whose options a policy can say: those that take one. */
  static final List<String> OF_POLICIES = List.of("take", "prune", "check");

  /** The option that takes volumes where these are no words of their own. */
  static final String VOLUME = "volume";

  /** The commands that are about one guest. */
  private static final List<String> OF_GUESTS =
      List.of("take", "restore", "refresh", "prune", "check");

  /** Options that have to be typed each time, or say what the file itself says. */
  private static final Set<String> TYPED =
      Set.of(
          "config",
          "policy",
          VOLUME,
          "sim",
          "sim-speed",
          "json",
          "yes",
          "dry-run",
          "explain",
          "force-stop",
          "help",
          "version",
          "log",
          "record",
          "node-ssh",
          "columns",
          "script",
          "o",
          "H");

  private ConfigurationKeys() {}

  /** All that there are. */
  public static Keys all(Setting setting) {
    return of(
        Cli.of(
            new Globals(),
            setting,
            name -> OF_GUESTS.contains(name) || OF_POLICIES.contains(name)));
  }

  /** Those of a command line. */
  public static Keys of(CommandLine commandLine) {
    Map<String, CommandLine> commands = commandLine.getSubcommands();
    Map<String, Keys.Form> ofAll = forms(List.of(commandLine));
    Map<String, Keys.Form> guests = forms(named(commands, OF_GUESTS));
    guests.keySet().removeAll(ofAll.keySet());
    guests.remove("ldom");
    Map<String, Keys.Form> defaults = new LinkedHashMap<>(guests);
    defaults.keySet().removeAll(Set.of("all", "volumes", "group", "name", "comment", "guest-ssh"));
    defaults.putAll(ofAll);
    guests.put("guest-prefix", Keys.Form.WORD);
    guests.put("volumes", Keys.Form.WORDS);
    Map<String, Keys.Form> policies = forms(named(commands, OF_POLICIES));
    policies.keySet().removeAll(ofAll.keySet());
    policies.put("volumes", Keys.Form.WORDS);
    return new Keys(defaults, guests, policies);
  }

  private static List<CommandLine> named(Map<String, CommandLine> commands, List<String> names) {
    return names.stream().flatMap(name -> Stream.ofNullable(commands.get(name))).toList();
  }

  private static Map<String, Keys.Form> forms(Collection<CommandLine> commands) {
    Map<String, Keys.Form> forms = new LinkedHashMap<>();
    commands.stream()
        .filter(each -> !each.getCommandSpec().usageMessage().hidden())
        .flatMap(each -> each.getCommandSpec().options().stream())
        .filter(option -> !option.hidden() && option.longestName().startsWith("--"))
        .filter(option -> !TYPED.contains(key(option)))
        .forEach(option -> forms.put(key(option), form(option)));
    return forms;
  }

  /** The key of an option: its longest name, without dashes. */
  static String key(OptionSpec option) {
    return option.longestName().replaceFirst("^-+", "");
  }

  /** What an option is that nobody says anything of; empty where that is nothing. */
  static String usual(CommandLine commandLine, String key) {
    return Stream.concat(Stream.of(commandLine), commandLine.getSubcommands().values().stream())
        .flatMap(each -> Stream.ofNullable(each.getCommandSpec().findOption("--" + key)))
        .flatMap(option -> Stream.ofNullable(option.defaultValue()))
        .findFirst()
        .orElse("");
  }

  private static Keys.Form form(OptionSpec option) {
    if (option.typeInfo().isBoolean()) {
      return Keys.Form.SWITCH;
    }
    return option.isMultiValue() ? Keys.Form.WORDS : Keys.Form.WORD;
  }
}
