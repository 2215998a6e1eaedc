package org.cvmsnap.config;

import java.util.List;

/**
 * A key and its value.
 *
 * @param words the value as it would be typed; several where the key takes a list
 */
public record Entry(String key, List<String> words, Place place) {
  public Entry {
    words = List.copyOf(words);
  }

  /** The value in one word, as an option takes it. */
  public String text() {
    return String.join(",", words);
  }
}
