package org.cvmsnap.vcs;

import java.util.List;
import java.util.stream.Stream;
import org.cvmsnap.model.ServiceGroup;

/** Reads lists of names, one a line. */
final class NameListParser {
  private NameListParser() {}

  /** The types in {@code hatype -list}; every cluster has some (hatype(1M)). */
  static List<String> types(String output) {
    List<String> types = resources(output);
    if (types.isEmpty()) {
      throw new IllegalArgumentException("no type of resources");
    }
    return types;
  }

  /** The resources in {@code hatype -resources TYPE} (hatype(1M)). */
  static List<String> resources(String output) {
    return lines(output).map(ServiceGroup::requireName).distinct().toList();
  }

  // hares -list has a row for each resource and system, without a header:
  // ldom_payroll   cdom1
  // ldom_payroll   cdom2

  /** The resources in {@code hares -list}, each once. */
  static List<String> resourcesOfSystems(String output) {
    return lines(output).map(NameListParser::first).distinct().toList();
  }

  private static String first(String line) {
    List<String> words = List.of(line.split("\\s+"));
    if (words.size() != 2) {
      throw new IllegalArgumentException("not a resource and a system: " + line);
    }
    return ServiceGroup.requireName(words.get(0));
  }

  private static Stream<String> lines(String output) {
    return output.lines().map(String::strip).filter(line -> !line.isEmpty());
  }
}
