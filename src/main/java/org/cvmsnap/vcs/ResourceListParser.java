package org.cvmsnap.vcs;

import java.util.List;
import org.cvmsnap.model.ServiceGroup;

/** Reads {@code hares -list}: a row for each resource and system, without a header. */
final class ResourceListParser {
  // ldom_payroll   cdom1
  // ldom_payroll   cdom2

  /** The names of the resources, each once. */
  List<String> parse(String output) {
    return output
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .map(ResourceListParser::name)
        .distinct()
        .toList();
  }

  private static String name(String line) {
    List<String> words = List.of(line.split("\\s+"));
    if (words.size() != 2) {
      throw new IllegalArgumentException("not a resource and a system: " + line);
    }
    return ServiceGroup.requireName(words.get(0));
  }
}
