package org.cvmsnap.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.model.Access;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Hook;
import org.cvmsnap.model.Nearest;
import org.cvmsnap.model.Ownership;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.SshAddress;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * Reads one file. All that is wrong with it is told at once, each with its place; nothing of a
 * wrong file counts.
 */
public final class ConfigurationFile {
  private static final long LARGEST = 1 << 20;
  private static final int STICKY = 01000;
  private static final Pattern POLICY_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
  private static final List<String> TABLES =
      List.of("defaults", "nodes", "guests", "policies", "hooks");
  private static final Map<String, Keys.Form> NODE_KEYS =
      Map.of("node-ssh", Keys.Form.WORD, "node-prefix", Keys.Form.WORD);

  private final Path file;
  private final Keys keys;
  private CondensedText text = CondensedText.of("");
  private final List<Refusal> problems = new ArrayList<>();

  private ConfigurationFile(Path file, Keys keys) {
    this.file = file;
    this.keys = keys;
  }

  /**
   * Reads the file.
   *
   * @throws UsageException when it cannot be read, others may write it, or something in it is wrong
   */
  public static Configuration read(Path file, Keys keys) {
    return new ConfigurationFile(file, keys).read();
  }

  private Configuration read() {
    text = CondensedText.of(text());
    TomlParseResult toml = Toml.parse(text.text());
    toml.errors()
        .forEach(
            error ->
                problem(
                    place(error.position()), firstLine(error.getMessage()), "Mend it as TOML."));
    requireNoProblem();
    unknown(toml, "", TABLES);
    Configuration read =
        new Configuration(
            Optional.of(file),
            section("defaults", table(toml, "defaults"), keys.defaults()),
            sections(toml, "nodes", NODE_KEYS),
            guests(toml),
            policies(toml),
            hooks(toml));
    requireNoProblem();
    return read;
  }

  private void requireNoProblem() {
    if (!problems.isEmpty()) {
      throw new UsageException(problems);
    }
  }

  private String text() {
    try {
      Path real = file.toRealPath();
      requireOwn(real);
      if (Files.size(real) > LARGEST) {
        throw new UsageException(file + " is larger than a configuration is.", "Name another.");
      }
      return Files.readString(real);
    } catch (NoSuchFileException e) {
      throw new UsageException(
          "There is no configuration file " + file + ".",
          "Name one that is there with --config, or none with --config ''.");
    } catch (CharacterCodingException e) {
      throw new UsageException(file + " is not UTF-8.", "Write it as UTF-8.");
    } catch (IOException e) {
      throw new UsageException(
          "The configuration file " + file + " cannot be read: " + e + ".",
          "Run cvmsnap as root, or name another file with --config.");
    }
  }

  /** What somebody else could have written there is not believed: it says what is run as root. */
  private static void requireOwn(Path real) throws IOException {
    Optional<Ownership.Fault> fault = Ownership.of(real).fault();
    if (fault.isPresent()) {
      throw new UsageException(
          "The configuration is not believed: %s %s.".formatted(real, fault.get().what()),
          "Look at who has written it; then: " + ShellLine.hint(fault.get().mend() + " %s.", real));
    }
    Path directory = real.getParent();
    if (directory != null && !sticky(directory)) {
      Optional<Ownership.Fault> around = Ownership.of(directory).fault();
      if (around.isPresent()) {
        throw new UsageException(
            "The configuration is not believed, as another could take its place: %s %s."
                .formatted(directory, around.get().what()),
            "Keep it in a directory that only root may write, such as /etc/opt/cvmsnap.");
      }
    }
  }

  /** Whether only the owner of a file in it can put another in its place (chmod(2), S_ISVTX). */
  private static boolean sticky(Path directory) throws IOException {
    return Files.getAttribute(directory, "unix:mode") instanceof Integer mode
        && (mode & STICKY) != 0;
  }

  private Map<String, Section> sections(TomlTable toml, String name, Map<String, Keys.Form> known) {
    TomlTable all = table(toml, name);
    Map<String, Section> sections = new LinkedHashMap<>();
    if (all == null) {
      return sections;
    }
    for (String each : all.keySet()) {
      sections.put(each, section(name + "." + each, table(all, each), known));
    }
    return sections;
  }

  /** The table; null where there is none, or where it is something else, which is told. */
  private @Nullable TomlTable table(TomlTable parent, String key) {
    Object value = parent.get(List.of(key));
    if (value == null || value instanceof TomlTable) {
      return (TomlTable) value;
    }
    problem(place(parent, key), "'" + key + "' has to be a table.", "Write it as [" + key + "].");
    return null;
  }

  private Section section(String title, @Nullable TomlTable table, Map<String, Keys.Form> known) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    if (table == null) {
      return new Section(title, entries, Place.of(file));
    }
    unknown(table, " in [" + title + "]", known.keySet());
    for (String key : table.keySet()) {
      Keys.Form form = known.get(key);
      Place place = place(table, key);
      if (form != null) {
        words(table.get(List.of(key)), form)
            .ifPresentOrElse(
                words -> entries.put(key, new Entry(key, words, place)),
                () ->
                    problem(
                        place,
                        "'" + key + "' takes " + form.description() + ".",
                        "Mend its value."));
      }
    }
    entries.values().forEach(this::requireLeading);
    Place first = entries.values().stream().findFirst().map(Entry::place).orElse(Place.of(file));
    return new Section(title, entries, first);
  }

  private Map<String, Section> guests(TomlTable toml) {
    Map<String, Section> guests = sections(toml, "guests", keys.guests());
    guests.forEach(
        (name, section) -> {
          if (!GuestName.legal(name)) {
            problem(section.place(), "'" + name + "' is no name for a domain.", "See ldm list.");
          }
        });
    return guests;
  }

  /** Their names are tags of snapshots, words of a command line, and columns. */
  private Map<String, Section> policies(TomlTable toml) {
    Map<String, Section> policies = sections(toml, "policies", keys.policies());
    for (Map.Entry<String, Section> each : policies.entrySet()) {
      if (!POLICY_NAME.matcher(each.getKey()).matches()) {
        problem(
            each.getValue().place(),
            "'" + each.getKey() + "' is no name for a policy.",
            "Use up to 64 letters, digits and any of _ . -, and a letter or digit first.");
      }
    }
    return policies;
  }

  private Map<String, Hook> hooks(TomlTable toml) {
    Map<String, Hook> hooks = new LinkedHashMap<>();
    sections(toml, "hooks", HookTable.KEYS)
        .forEach(
            (name, section) -> {
              try {
                hooks.put(name, HookTable.hook(name, section));
              } catch (IllegalArgumentException e) {
                problem(
                    section.place(),
                    "[" + section.title() + "]: " + e.getMessage() + ".",
                    "See cvmsnap.toml(5), HOOKS.");
              }
            });
    return hooks;
  }

  /** What says where machines and journals are is needed by every command, and has to be right. */
  private void requireLeading(Entry entry) {
    String text = entry.text();
    if (entry.key().equals("state-dir") && !text.startsWith("/")) {
      problem(
          entry.place(),
          "'" + text + "' is another directory wherever cvmsnap is typed.",
          "Give its whole path.");
    }
    if (entry.key().endsWith("-ssh") && SshAddress.of(text).isEmpty()) {
      problem(
          entry.place(),
          "'" + text + "' is no address that ssh can be given.",
          "Give [USER@]ADDRESS as " + entry.key() + ".");
    }
    if (entry.key().endsWith("-prefix") && !Access.plain(Access.words(text))) {
      problem(
          entry.place(),
          "'" + text + "' is not a program and its options, and no shell reads it.",
          "Give words such as pfexec, or 'sudo -n', as " + entry.key() + ".");
    }
  }

  private void unknown(TomlTable table, String where, java.util.Collection<String> known) {
    for (String key : table.keySet()) {
      if (!known.contains(key)) {
        problem(
            place(table, key),
            "there is no key '" + key + "'" + where + ".",
            Nearest.ask(key, known, "See cvmsnap help config for the keys."));
      }
    }
  }

  /** A value as it would be typed; empty where it is of another form. */
  private static Optional<List<String>> words(@Nullable Object value, Keys.Form form) {
    return switch (form) {
      case SWITCH ->
          value instanceof Boolean ? Optional.of(List.of(value.toString())) : Optional.empty();
      case WORD -> word(value).map(List::of);
      case WORDS -> list(value).filter(words -> words.stream().noneMatch(w -> w.contains(",")));
      case COMMAND -> value instanceof TomlArray ? list(value) : Optional.empty();
    };
  }

  private static Optional<List<String>> list(@Nullable Object value) {
    if (!(value instanceof TomlArray array)) {
      return word(value).map(List::of);
    }
    List<String> words =
        array.toList().stream().map(ConfigurationFile::word).flatMap(Optional::stream).toList();
    boolean whole = words.size() == array.size() && !words.isEmpty();
    return whole ? Optional.of(words) : Optional.empty();
  }

  /** A string, a number, or a time of day. */
  private static Optional<String> word(@Nullable Object value) {
    return value instanceof String || value instanceof Long || value instanceof java.time.LocalTime
        ? Optional.of(value.toString())
        : Optional.empty();
  }

  private void problem(Place place, String what, String next) {
    problems.add(new Refusal(place + ": " + what, next));
  }

  private Place place(TomlTable table, String key) {
    TomlPosition position = table.inputPositionOf(List.of(key));
    return position == null ? Place.of(file) : place(position);
  }

  private Place place(TomlPosition position) {
    return new Place(file, text.number(position.line()), position.column());
  }

  private static String firstLine(@Nullable String message) {
    String text = message == null ? "it is no TOML" : message.lines().findFirst().orElse("");
    return text.endsWith(".") ? text : text + ".";
  }
}
