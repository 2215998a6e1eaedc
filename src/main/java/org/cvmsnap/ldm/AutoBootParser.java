package org.cvmsnap.ldm;

import java.util.List;
import java.util.Optional;

/** Reads {@code auto-boot?} in what {@code ldm list-variable} prints. */
final class AutoBootParser {
  // auto-boot?=false

  private static final String PREFIX = "auto-boot?=";

  /** Empty when the variable is not in the list. */
  Optional<Boolean> parse(String output) {
    List<String> values =
        output
            .lines()
            .filter(line -> line.startsWith(PREFIX))
            .map(line -> line.substring(PREFIX.length()).strip())
            .toList();
    if (values.isEmpty()) {
      return Optional.empty();
    }
    return switch (values.get(0)) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> throw new IllegalArgumentException("auto-boot?");
    };
  }
}
