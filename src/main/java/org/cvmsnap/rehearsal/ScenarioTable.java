package org.cvmsnap.rehearsal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A table of a scenario while it is written, with the tables in it; its text is TOML. */
final class ScenarioTable {
  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_-]+");

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, ScenarioTable> tables = new LinkedHashMap<>();
  private final Map<String, List<ScenarioTable>> arrays = new LinkedHashMap<>();

  ScenarioTable put(String key, String value) {
    values.put(key, quoted(value));
    return this;
  }

  ScenarioTable put(String key, long value) {
    values.put(key, Long.toString(value));
    return this;
  }

  ScenarioTable put(String key, boolean value) {
    values.put(key, Boolean.toString(value));
    return this;
  }

  /** Puts a number of seconds. */
  ScenarioTable putSeconds(String key, double value) {
    values.put(key, String.valueOf(value));
    return this;
  }

  /** Puts what is written without quotation marks, such as a date. */
  ScenarioTable putAsIs(String key, String value) {
    values.put(key, value);
    return this;
  }

  /** Puts a list of words; none is what the scenario has without it. */
  ScenarioTable put(String key, List<String> words) {
    if (!words.isEmpty()) {
      values.put(
          key,
          words.stream().map(ScenarioTable::quoted).collect(Collectors.joining(", ", "[", "]")));
    }
    return this;
  }

  /** The only table of that name in this one. */
  ScenarioTable table(String key) {
    return tables.computeIfAbsent(key, k -> new ScenarioTable());
  }

  /** One more of the tables of that name in this one. */
  ScenarioTable add(String key) {
    ScenarioTable added = new ScenarioTable();
    arrays.computeIfAbsent(key, k -> new ArrayList<>()).add(added);
    return added;
  }

  /** The tables of that name in this one. */
  List<ScenarioTable> all(String key) {
    return List.copyOf(arrays.getOrDefault(key, List.of()));
  }

  String text() {
    StringBuilder text = new StringBuilder();
    append(text, "");
    return text.toString();
  }

  private void append(StringBuilder text, String path) {
    values.forEach((key, value) -> text.append(key(key)).append(" = ").append(value).append('\n'));
    tables.forEach((key, table) -> heading(text, "[", path + key(key), "]", table));
    arrays.forEach(
        (key, all) -> all.forEach(table -> heading(text, "[[", path + key(key), "]]", table)));
  }

  private static void heading(
      StringBuilder text, String open, String path, String close, ScenarioTable table) {
    text.append('\n').append(open).append(path).append(close).append('\n');
    table.append(text, path + ".");
  }

  private static String key(String key) {
    return BARE.matcher(key).matches() ? key : quoted(key);
  }

  /** A basic string (TOML 1.0). */
  private static String quoted(String value) {
    StringBuilder text = new StringBuilder("\"");
    value
        .chars()
        .forEach(
            each -> {
              if (each == '"' || each == '\\') {
                text.append('\\').append((char) each);
              } else if (each < ' ' || each == 0x7f) {
                text.append(String.format("\\u%04x", each));
              } else {
                text.append((char) each);
              }
            });
    return text.append('"').toString();
  }
}
