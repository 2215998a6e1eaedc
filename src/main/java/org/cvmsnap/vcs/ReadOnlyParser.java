package org.cvmsnap.vcs;

/** Reads {@code haclus -value ReadOnly}: whether the cluster's configuration is closed. */
final class ReadOnlyParser {
  boolean parse(String output) {
    return switch (output.strip()) {
      case "0" -> false;
      case "1" -> true;
      default -> throw new IllegalArgumentException("neither 0 nor 1");
    };
  }
}
