package org.cvmsnap.vcs;

import java.util.List;
import org.cvmsnap.model.ServiceGroup;

/** Reads {@code hatype -resources TYPE}: one name a line (hatype(1M)). */
final class TypeResourcesParser {
  List<String> parse(String output) {
    return output
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .map(ServiceGroup::requireName)
        .distinct()
        .toList();
  }
}
