package org.cvmsnap.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words after the verb of a command of VCS: names, then options with what they are given. */
record VcsWords(List<String> names, Map<String, List<String>> options) {
  private static final String LOCAL = "-localclus";

  /** Empty for an option that is not among the known ones, or lacks what it is to be given. */
  static Optional<VcsWords> of(List<String> words, Set<String> known) {
    VcsWords parsed = new VcsWords(new ArrayList<>(), new LinkedHashMap<>());
    List<String> place = parsed.names;
    for (String word : words) {
      if (word.equals(LOCAL)) {
        place = parsed.names;
      } else if (word.startsWith("-")) {
        if (!known.contains(word)) {
          return Optional.empty();
        }
        place = parsed.options.computeIfAbsent(word, key -> new ArrayList<>());
      } else {
        place.add(word);
      }
    }
    return parsed.options.containsValue(List.of()) ? Optional.empty() : Optional.of(parsed);
  }

  List<String> given(String option) {
    return options.getOrDefault(option, List.of());
  }

  /** The one word that an option is given. */
  Optional<String> one(String option) {
    return given(option).stream().findFirst();
  }
}
