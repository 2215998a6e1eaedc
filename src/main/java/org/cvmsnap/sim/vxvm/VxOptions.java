package org.cvmsnap.sim.vxvm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A command line after getopt(3C): single letters, apart or together, some with an argument.
 *
 * @param flags the letters without an argument
 * @param values the arguments of the others, in the order given
 * @param words what is left: the verb and its operands
 */
record VxOptions(Set<String> flags, Map<String, List<String>> values, List<String> words) {
  /**
   * @param spec letters as getopt takes them, a colon after each that has an argument
   * @param everywhere whether options may also follow operands, as vxprint lets them
   * @throws VxFailure with the usage for a letter that is not in the spec
   */
  static VxOptions parse(List<String> argv, String spec, boolean everywhere, String usage) {
    Set<String> flags = new TreeSet<>();
    Map<String, List<String>> values = new LinkedHashMap<>();
    List<String> words = new ArrayList<>();
    for (int i = 1; i < argv.size(); i++) {
      String word = argv.get(i);
      boolean option = word.length() > 1 && word.charAt(0) == '-';
      if (!option || (!everywhere && !words.isEmpty())) {
        words.add(word);
        continue;
      }
      for (int at = 1; at < word.length(); at++) {
        String letter = word.substring(at, at + 1);
        int place = spec.indexOf(letter);
        if (place < 0 || letter.equals(":")) {
          throw usage(argv.get(0), usage);
        }
        if (place + 1 == spec.length() || spec.charAt(place + 1) != ':') {
          flags.add(letter);
          continue;
        }
        if (at + 1 == word.length() && i + 1 == argv.size()) {
          throw usage(argv.get(0), usage);
        }
        String value = at + 1 < word.length() ? word.substring(at + 1) : argv.get(++i);
        values.computeIfAbsent(letter, key -> new ArrayList<>()).add(value);
        break;
      }
    }
    return new VxOptions(flags, values, List.copyOf(words));
  }

  static VxFailure usage(String program, String usage) {
    return VxFailure.plain(VxFailure.USAGE, "Usage: " + program + " " + usage);
  }

  boolean has(String letter) {
    return flags.contains(letter);
  }

  Optional<String> value(String letter) {
    List<String> given = values.getOrDefault(letter, List.of());
    return given.isEmpty() ? Optional.empty() : Optional.of(given.get(given.size() - 1));
  }

  /** The arguments of all occurrences of an option, taken apart at commas. */
  List<String> list(String letter) {
    return values.getOrDefault(letter, List.of()).stream()
        .flatMap(value -> List.of(value.split(",")).stream())
        .toList();
  }
}
