package org.cvmsnap.ldm;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code key=value} pairs of one line between {@code |}. Keys are read by name, because their
 * order changes and new ones appear.
 *
 * @param text the line, for errors
 * @param whole whether every piece was a pair
 */
record Pairs(String text, Map<String, String> values, boolean whole) {
  Pairs {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Reads {@code pairs}; a value ends at the next {@code |} and may hold any other character. */
  static Pairs of(String text, String pairs) {
    Map<String, String> values = new LinkedHashMap<>();
    boolean whole = true;
    for (String pair : pairs.split("\\|", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.putIfAbsent(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
      } else if (!pair.isBlank()) {
        whole = false;
      }
    }
    return new Pairs(text, values, whole);
  }

  /** A value that has to be there, on a line of nothing but pairs. */
  String need(String key) {
    String value = values.getOrDefault(key, "");
    if (!whole || value.isEmpty()) {
      throw new IllegalArgumentException("no " + key + " in: " + text);
    }
    return value;
  }

  /** A value that may be empty or not there at all. */
  Optional<String> find(String key) {
    return Optional.of(values.getOrDefault(key, "")).filter(value -> !value.isEmpty());
  }

  boolean has(String key) {
    return values.containsKey(key);
  }
}
