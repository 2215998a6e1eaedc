package org.cvmsnap.sim.vxvm;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How vxprint tells lengths.
 *
 * @param letter of {@code -u}: b, k, m, g, t, or h for the one that fits; empty for plain sectors
 */
record VxUnit(String letter) {
  private static final List<String> LETTERS = List.of("k", "m", "g", "t");
  private static final Set<String> UNITS = Set.of("", "b", "k", "m", "g", "t", "h");

  /**
   * @throws VxFailure with the usage for a unit that is not known
   */
  static VxUnit of(VxOptions options) {
    String letter = options.value("u").orElse(options.has("b") ? "b" : "");
    if (!UNITS.contains(letter)) {
      throw VxOptions.usage("vxprint", VxPrint.USAGE);
    }
    return new VxUnit(letter);
  }

  String text(long sectors) {
    return switch (letter) {
      case "" -> String.valueOf(sectors);
      case "b" -> sectors + "b";
      case "h" -> in(fitting(sectors), sectors);
      default -> in(letter, sectors);
    };
  }

  private static String in(String unit, long sectors) {
    double size = 2 * Math.pow(1024, LETTERS.indexOf(unit));
    return String.format(Locale.ROOT, "%.2f%s", sectors / size, unit);
  }

  /** The largest unit of which there is at least one. */
  private static String fitting(long sectors) {
    int at = 0;
    for (long size = 2048; at < LETTERS.size() - 1 && sectors >= size; size *= 1024) {
      at++;
    }
    return LETTERS.get(at);
  }
}
