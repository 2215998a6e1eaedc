package org.cvmsnap.sim;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.cvmsnap.error.UsageException;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * A table of a scenario or an object of a saved cluster, which have the same form: a scenario is a
 * cluster of which much is left to defaults. Keys that nobody asked for are refused by {@link
 * #finish}.
 */
final class ConfigTable {
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Set<String> asked = new HashSet<>();
  private final UnaryOperator<String> place;

  private ConfigTable(UnaryOperator<String> place) {
    this.place = place;
  }

  static ConfigTable of(TomlTable table, String source) {
    ConfigTable doc = new ConfigTable(key -> source + line(table, key));
    for (Map.Entry<String, Object> entry : table.entrySet()) {
      doc.values.put(entry.getKey(), plain(entry.getValue(), source));
    }
    return doc;
  }

  /** Of a key that is missing: of the first that is there. */
  private static String line(TomlTable table, String key) {
    TomlPosition at = table.inputPositionOf(List.of(key));
    for (String first : table.keySet()) {
      at = at == null ? table.inputPositionOf(List.of(first)) : at;
    }
    return at == null ? "" : ", line " + at.line();
  }

  /**
   * An object of a document.
   *
   * @param map null where the document is none
   */
  static ConfigTable of(@Nullable Map<?, ?> map, String source) {
    ConfigTable doc = new ConfigTable(key -> source);
    if (map == null) {
      throw new UsageException(source + " is no object", "");
    }
    map.forEach(
        (key, value) -> {
          if (value != null) {
            doc.values.put(String.valueOf(key), value);
          }
        });
    return doc;
  }

  /** Tables inside become documents, so that their positions are kept. */
  private static Object plain(Object value, String source) {
    if (value instanceof TomlTable table) {
      return of(table, source);
    }
    if (value instanceof TomlArray array) {
      return array.toList().stream().map(element -> plain(element, source)).toList();
    }
    return value;
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  String text(String key) {
    return convert(key, required(key), String.class);
  }

  String text(String key, String otherwise) {
    Object value = optional(key);
    return value == null ? otherwise : convert(key, value, String.class);
  }

  long number(String key) {
    return convert(key, required(key), Number.class).longValue();
  }

  long number(String key, long otherwise) {
    Object value = optional(key);
    return value == null ? otherwise : convert(key, value, Number.class).longValue();
  }

  int integer(String key) {
    return whole(key, number(key));
  }

  int integer(String key, long otherwise) {
    return whole(key, number(key, otherwise));
  }

  private int whole(String key, long value) {
    if (value != (int) value) {
      throw wrong(key, "is too large");
    }
    return (int) value;
  }

  boolean flag(String key, boolean otherwise) {
    Object value = optional(key);
    return value == null ? otherwise : convert(key, value, Boolean.class);
  }

  Duration seconds(String key, Duration otherwise) {
    Object value = optional(key);
    if (value == null) {
      return otherwise;
    }
    double seconds = convert(key, value, Number.class).doubleValue();
    if (!(seconds >= 0)) {
      throw wrong(key, "is negative");
    }
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  Instant instant(String key, Instant otherwise) {
    Object value = optional(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof OffsetDateTime time) {
      return time.toInstant();
    }
    try {
      return Instant.parse(convert(key, value, String.class));
    } catch (DateTimeParseException e) {
      throw wrong(key, "is no time such as 2026-03-01T02:00:00Z");
    }
  }

  <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
    Object value = optional(key);
    if (value == null) {
      return otherwise;
    }
    String word = convert(key, value, String.class);
    for (E constant : type.getEnumConstants()) {
      if (CommandWords.of(constant).equals(word)) {
        return constant;
      }
    }
    throw wrong(key, "cannot be '" + word + "'");
  }

  List<String> texts(String key) {
    Object value = optional(key);
    if (value == null) {
      return List.of();
    }
    List<?> elements = convert(key, value, List.class);
    return elements.stream().map(String::valueOf).toList();
  }

  /** The tables under {@code key}; none when it is absent. */
  List<ConfigTable> list(String key) {
    Object value = optional(key);
    if (value == null) {
      return List.of();
    }
    List<?> elements = convert(key, value, List.class);
    return elements.stream().map(element -> doc(key, element)).toList();
  }

  /** The table under {@code key}; an empty one when it is absent. */
  ConfigTable table(String key) {
    Object value = optional(key);
    return value == null ? of(Map.of(), place.apply(key)) : doc(key, value);
  }

  /** The table under {@code key} as names and their values. */
  Map<String, String> pairs(String key) {
    Map<String, String> pairs = new LinkedHashMap<>();
    table(key).values.forEach((name, value) -> pairs.put(name, String.valueOf(value)));
    return pairs;
  }

  /** Everything in this document as maps, lists and scalars, all keys taken as asked for. */
  Map<String, Object> toMap() {
    asked.addAll(values.keySet());
    Map<String, Object> map = new LinkedHashMap<>();
    values.forEach((key, value) -> map.put(key, unwrap(value)));
    return map;
  }

  private static Object unwrap(Object value) {
    if (value instanceof ConfigTable doc) {
      return doc.toMap();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(element -> unwrap(element)).toList();
    }
    return value instanceof OffsetDateTime time ? time.toInstant().toString() : value;
  }

  /** Takes {@code key} as known, for somebody else to read. */
  void leave(String key) {
    asked.add(key);
  }

  /** Refuses the keys that nobody asked for: a misspelt one would silently mean a default. */
  void finish() {
    for (String key : values.keySet()) {
      if (!asked.contains(key)) {
        throw wrong(key, "is unknown");
      }
    }
  }

  UsageException wrong(String key, String what) {
    return new UsageException(place.apply(key) + ": '" + key + "' " + what, "");
  }

  private ConfigTable doc(String key, Object value) {
    if (value instanceof ConfigTable doc) {
      return doc;
    }
    return of(convert(key, value, Map.class), place.apply(key) + ", " + key);
  }

  private Object required(String key) {
    Object value = optional(key);
    if (value == null) {
      throw wrong(key, "is missing");
    }
    return value;
  }

  private @Nullable Object optional(String key) {
    asked.add(key);
    return values.get(key);
  }

  private <T> T convert(String key, Object value, Class<T> type) {
    if (!type.isInstance(value)) {
      throw wrong(key, "has the wrong type");
    }
    return type.cast(value);
  }
}
