package org.cvmsnap.ldm;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code auto-boot?} in what {@code ldm list-variable} prints. */
final class AutoBootParser {
  // auto-boot?=false
  // boot-device=/virtual-devices@100/channel-devices@200/disk@0:a vnet0

  private static final String PREFIX = "auto-boot?=";
  private static final Pattern VARIABLE =
      Pattern.compile("[A-Za-z0-9/][^\\s=]*=.*", Pattern.DOTALL);

  /** Empty when the variable is not in the list, or the list has no variables at all. */
  Optional<Boolean> parse(String output) {
    List<String> values =
        output
            .lines()
            .filter(line -> line.startsWith(PREFIX))
            .map(line -> line.substring(PREFIX.length()).strip())
            .toList();
    if (values.isEmpty()) {
      if (!output.isBlank() && output.lines().noneMatch(VARIABLE.asMatchPredicate())) {
        throw new IllegalArgumentException("no variables");
      }
      return Optional.empty();
    }
    return switch (values.get(0)) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> throw new IllegalArgumentException("auto-boot?");
    };
  }
}
