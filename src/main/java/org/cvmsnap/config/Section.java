package org.cvmsnap.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A table of the file: what holds for all commands, for one guest, or for one policy.
 *
 * @param title as the file has it, such as {@code policies.nightly}
 */
public record Section(String title, Map<String, Entry> entries, Place place) {
  public Section {
    entries = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  public Optional<Entry> entry(String key) {
    return Optional.ofNullable(entries.get(key));
  }
}
