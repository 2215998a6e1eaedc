package org.cvmsnap.vcs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code hasys -display -attribute LLTNodeId}: the number of each system in LLT. */
final class NodeIdParser {
  // #System    Attribute             Value
  // cdom1      LLTNodeId             0

  Map<String, Integer> parse(String output) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    for (String line : output.lines().map(String::strip).toList()) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      List<String> words = List.of(line.split("\\s+"));
      if (words.size() != 3
          || !words.get(1).equals("LLTNodeId")
          || !words.get(2).matches("\\d{1,9}")) {
        throw new IllegalArgumentException("not a system's number: " + line);
      }
      ids.put(words.get(0), Integer.valueOf(words.get(2)));
    }
    if (ids.isEmpty()) {
      throw new IllegalArgumentException("no system");
    }
    return ids;
  }
}
