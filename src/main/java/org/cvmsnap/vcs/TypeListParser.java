package org.cvmsnap.vcs;

import java.util.List;
import org.cvmsnap.model.ServiceGroup;

/** Reads {@code hatype -list}: one type a line (hatype(1M)); every cluster has some. */
final class TypeListParser {
  List<String> parse(String output) {
    List<String> types =
        output
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .map(ServiceGroup::requireName)
            .toList();
    if (types.isEmpty()) {
      throw new IllegalArgumentException("no type of resources");
    }
    return types;
  }
}
