package org.cvmsnap.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words after a verb of {@code ldm}: options, then {@code key=value} words, then names. */
record LdmWords(List<String> options, Map<String, String> values, List<String> names) {
  static LdmWords of(List<String> words) {
    LdmWords parsed = new LdmWords(new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>());
    for (String word : words) {
      int at = word.indexOf('=');
      if (parsed.names.isEmpty() && word.startsWith("-")) {
        parsed.options.add(word);
      } else if (parsed.names.isEmpty() && at > 0 && !word.startsWith("/")) {
        parsed.values.put(word.substring(0, at), word.substring(at + 1));
      } else {
        parsed.names.add(word);
      }
    }
    return parsed;
  }

  boolean fits(Set<String> knownOptions, Set<String> knownKeys, int count) {
    return knownOptions.containsAll(options)
        && knownKeys.containsAll(values.keySet())
        && names.size() == count;
  }
}
