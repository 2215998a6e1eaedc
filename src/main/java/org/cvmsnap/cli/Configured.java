package org.cvmsnap.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.cvmsnap.config.Configuration;
import org.cvmsnap.config.ConfigurationFile;
import org.cvmsnap.config.Entry;
import org.cvmsnap.config.Keys;
import org.cvmsnap.config.Section;
import org.cvmsnap.config.Value;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.model.Nearest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * What options are where they are not typed: as an environment variable says, else the
 * configuration file, else as usual.
 */
public final class Configured implements IDefaultValueProvider {
  /** The file where none is named. */
  public static final Path USUAL = Path.of("/etc/opt/cvmsnap/cvmsnap.toml");

  /** The variable that names the state directory. */
  public static final String STATE_VARIABLE = "CVMSNAP_STATE_DIR";

  /** What a process has been told nothing else by. */
  public static final Configured NOTHING =
      new Configured(Map.of(), Words.NONE, Configuration.NONE, Optional.empty());

  /** The variable that names the configuration file. */
  public static final String FILE_VARIABLE = "CVMSNAP_CONFIG";

  /** Commands that are about volumes or about a guest, and never about both. */
  private static final Set<String> NAME_EITHER = Set.of("prune");

  /** Keys of which only those in the nearest table count that has any. */
  private static final Set<String> IN_PLACE_OF_EACH_OTHER = Set.of("volumes", "all");

  /** Options that a variable of the environment stands for. */
  static final Map<String, String> VARIABLES =
      Map.of(
          "host", "CVMSNAP_HOST",
          "guest-prefix", "CVMSNAP_GUEST_PREFIX",
          "node-prefix", "CVMSNAP_NODE_PREFIX",
          "state-dir", STATE_VARIABLE);

  private final Map<String, String> environment;
  private final Words words;
  private final Configuration configuration;
  private final Optional<UsageException> problem;

  private Configured(
      Map<String, String> environment,
      Words words,
      Configuration configuration,
      Optional<UsageException> problem) {
    this.environment = environment;
    this.words = words;
    this.configuration = configuration;
    this.problem = problem;
  }

  /** The words that say which tables count, before the others are understood. */
  private record Words(
      @Nullable String file,
      Optional<String> policy,
      @Nullable String guest,
      @Nullable String host,
      boolean sim,
      boolean all) {
    private static final Words NONE = new Words(null, Optional.empty(), null, null, false, false);

    static Words of(List<String> arguments) {
      CommandSpec spec = CommandSpec.create();
      for (String option : List.of("--config", "--policy", "--ldom", "--host")) {
        spec.addOption(OptionSpec.builder(option).type(String.class).build());
      }
      for (String flag : List.of("--sim", "--all")) {
        spec.addOption(OptionSpec.builder(flag).type(boolean.class).build());
      }
      try {
        new CommandLine(spec)
            .setOverwrittenOptionsAllowed(true)
            .setUnmatchedArgumentsAllowed(true)
            .parseArgs(arguments.toArray(new String[0]));
      } catch (ParameterException e) {
        // Whoever understands all the words tells it.
      }
      return new Words(
          spec.findOption("--config").getValue(),
          Optional.ofNullable(spec.findOption("--policy").getValue()),
          spec.findOption("--ldom").getValue(),
          spec.findOption("--host").getValue(),
          Boolean.TRUE.equals(spec.findOption("--sim").getValue()),
          Boolean.TRUE.equals(spec.findOption("--all").getValue()));
    }
  }

  /**
   * Lets a command line take what it is not told from the environment and the file. What is wrong
   * with the file is kept, as there are commands that go on without.
   *
   * @param keys asked only where there is a file
   */
  public static Configured of(
      CommandLine commandLine,
      List<String> arguments,
      Map<String, String> environment,
      Supplier<Keys> keys) {
    Words words = Words.of(arguments);
    Configured configured;
    try {
      Configuration configuration =
          file(words, environment)
              .map(file -> ConfigurationFile.read(file, keys.get()))
              .orElse(Configuration.NONE);
      configured =
          new Configured(environment, words, configuration, wrongPolicy(words, configuration));
    } catch (UsageException e) {
      configured = new Configured(environment, words, Configuration.NONE, Optional.of(e));
    }
    commandLine.setDefaultValueProvider(configured);
    return configured;
  }

  /** The same with a configuration that was read. */
  static Configured of(
      CommandLine commandLine, List<String> arguments, Configuration configuration) {
    Words words = Words.of(arguments);
    Configured configured =
        new Configured(Map.of(), words, configuration, wrongPolicy(words, configuration));
    commandLine.setDefaultValueProvider(configured);
    return configured;
  }

  /** The file that is named, else the usual one where it is there and machines are real. */
  private static Optional<Path> file(Words words, Map<String, String> environment) {
    String named = words.file == null ? environment.get(FILE_VARIABLE) : words.file;
    if (named != null) {
      return Optional.of(named).filter(name -> !name.isEmpty()).map(Path::of);
    }
    String host = words.host == null ? environment.getOrDefault("CVMSNAP_HOST", "") : words.host;
    boolean real = !words.sim && !host.startsWith("sim:") && !host.startsWith("replay:");
    return real && Files.exists(USUAL) ? Optional.of(USUAL) : Optional.empty();
  }

  private static Optional<UsageException> wrongPolicy(Words words, Configuration configuration) {
    if (words.policy.isEmpty()) {
      return Optional.empty();
    }
    String policy = words.policy.get();
    if (configuration.policy(policy).isEmpty()) {
      String where = configuration.file().map(Path::toString).orElse("a configuration file");
      return Optional.of(
          new UsageException(
              "There is no policy '" + policy + "' in " + where + ".",
              Nearest.ask(
                  policy,
                  configuration.policies().keySet(),
                  configuration.file().isEmpty()
                      ? "Name the file with --config."
                      : "See cvmsnap config show.")));
    }
    String guest = words.guest;
    return configuration
        .guestOf(words.policy)
        .filter(own -> guest != null && !own.equals(guest))
        .map(
            own ->
                new UsageException(
                    "The policy '%s' is about %s, and not about %s.".formatted(policy, own, guest),
                    "Leave out --ldom, or name another policy."));
  }

  /** The same where nothing counts that it says of options, as one of the values is wrong. */
  public Configured without(UsageException wrong) {
    return new Configured(environment, words, configuration, Optional.of(wrong));
  }

  /** Why the configuration cannot be believed or used. */
  public Optional<UsageException> problem() {
    return problem;
  }

  public Configuration configuration() {
    return configuration;
  }

  /**
   * The environment as it would be, were what the file says of hosts and of the state set in it:
   * for what is asked before a command is chosen.
   */
  public Map<String, String> environment() {
    Map<String, String> all = new HashMap<>(environment);
    VARIABLES.forEach(
        (key, variable) ->
            configuration
                .defaults()
                .entry(key)
                .ifPresent(entry -> all.putIfAbsent(variable, entry.text())));
    return all;
  }

  /** How ssh reaches nodes, by their names in the cluster. */
  public Map<String, String> nodeAddresses() {
    return said(configuration.nodes(), "node-ssh");
  }

  /**
   * The words before commands in guests, by the names of their domains; the environment goes
   * before.
   */
  public Map<String, String> guestPrefixes() {
    return prefixes("guest-prefix", configuration.guests());
  }

  /** The same in other control domains, by the names of the nodes in the cluster. */
  public Map<String, String> nodePrefixes() {
    return prefixes("node-prefix", configuration.nodes());
  }

  private Map<String, String> prefixes(String key, Map<String, Section> sections) {
    return environment.containsKey(VARIABLES.get(key)) ? Map.of() : said(sections, key);
  }

  private static Map<String, String> said(Map<String, Section> sections, String key) {
    Map<String, String> said = new HashMap<>();
    sections.forEach(
        (name, section) -> section.entry(key).ifPresent(entry -> said.put(name, entry.text())));
    return said;
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    return problem.isPresent() ? null : entry(argument).map(Entry::text).orElse(null);
  }

  /** What the file says of an argument, by the tables that count for these words. */
  Optional<Entry> entry(ArgSpec argument) {
    if (argument.isPositional()) {
      return argument.paramLabel().equals(VolumeOptions.LABEL) && takesVolumes(argument)
          ? entry("volumes")
          : Optional.empty();
    }
    String key = ConfigurationKeys.key((OptionSpec) argument);
    if (key.equals(ConfigurationKeys.VOLUME)) {
      return entry("volumes").filter(volumes -> words.policy.isPresent());
    }
    boolean elsewhere =
        VARIABLES.containsKey(key) || (key.equals("ldom") && inPlaceOfVolumes(argument));
    return elsewhere ? Optional.empty() : entry(key);
  }

  /** Only commands that take a policy know what the volumes of a guest or policy are for. */
  private boolean takesVolumes(ArgSpec argument) {
    boolean guestInstead = words.guest != null && namesEither(argument);
    return !words.all && !guestInstead && argument.command().findOption("--policy") != null;
  }

  private static boolean namesEither(ArgSpec argument) {
    return NAME_EITHER.contains(argument.command().name());
  }

  /** Where a guest is named in place of volumes, the volumes of a policy go first. */
  private boolean inPlaceOfVolumes(ArgSpec argument) {
    return namesEither(argument) && entry("volumes").isPresent();
  }

  /** The value of a key, as the tables say it that count for these words. */
  private Optional<Entry> entry(String key) {
    Set<String> instead =
        IN_PLACE_OF_EACH_OTHER.contains(key) ? IN_PLACE_OF_EACH_OTHER : Set.of(key);
    return layers().stream()
        .filter(each -> instead.stream().anyMatch(each.entries()::containsKey))
        .findFirst()
        .flatMap(each -> each.entry(key));
  }

  /** The tables that count, the nearest first. */
  List<Section> layers() {
    Optional<String> guest =
        Optional.ofNullable(words.guest).or(() -> configuration.guestOf(words.policy));
    return configuration.layers(words.policy, guest);
  }

  /**
   * What each option is that a configuration can say, where it is not typed, by the tables that
   * count for these words.
   */
  List<Value> values(CommandLine commandLine) {
    List<Value> values = new ArrayList<>();
    configuration
        .file()
        .ifPresent(file -> values.add(new Value("config", file.toString(), file.toString())));
    for (String key : ConfigurationKeys.of(commandLine).all()) {
      Optional<Value> variable =
          Optional.ofNullable(VARIABLES.get(key))
              .filter(environment::containsKey)
              .map(name -> new Value(key, environment.getOrDefault(name, ""), name));
      values.add(
          variable
              .or(
                  () ->
                      entry(key).map(each -> new Value(key, each.text(), each.place().toString())))
              .orElseGet(
                  () -> new Value(key, ConfigurationKeys.usual(commandLine, key), Value.USUAL)));
    }
    configuration
        .nodes()
        .forEach(
            (node, section) ->
                section
                    .entries()
                    .forEach(
                        (key, entry) ->
                            values.add(
                                new Value(
                                    key, node + "=" + entry.text(), entry.place().toString()))));
    return values;
  }

  /** Where a wrong word comes from that nobody has typed; empty for one that somebody has. */
  public Optional<String> from(ParameterException wrong) {
    ArgSpec argument = wrong.getArgSpec();
    return argument == null
        ? Optional.empty()
        : entry(argument)
            .filter(entry -> entry.text().equals(wrong.getValue()))
            .map(entry -> entry.place().toString());
  }
}
