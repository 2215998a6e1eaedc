package org.cvmsnap.vcs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the states of the systems in {@code hastatus -sum}. Its sections are known by their
 * headings, for the letters before the rows differ between releases; rows are split at blanks, for
 * long names push the columns.
 */
final class SystemStateParser {
  // -- SYSTEM STATE
  // -- System               State                Frozen
  //
  // A  cdom1                RUNNING              0

  /** The state of each system; never empty. */
  Map<String, String> parse(String output) {
    Map<String, String> states = new LinkedHashMap<>();
    boolean systems = false;
    for (String line : output.lines().map(String::strip).toList()) {
      if (line.matches("--\\s+[A-Z ]+")) {
        systems = line.matches("--\\s+SYSTEM STATE");
      } else if (systems && !line.isEmpty() && !line.startsWith("--")) {
        List<String> words = List.of(line.split("\\s+"));
        if (words.size() != 4) {
          throw new IllegalArgumentException("not a system: " + line);
        }
        states.put(words.get(1), words.get(2));
      }
    }
    if (states.isEmpty()) {
      throw new IllegalArgumentException("no system state");
    }
    return states;
  }
}
