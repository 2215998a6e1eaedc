package org.cvmsnap.ui;

import java.util.List;

/** How text is made to fit into the columns of a terminal. */
final class Fitting {
  private static final String CUT = "...";

  /** From here on (Hangul Jamo) a character may take two columns. */
  private static final int WIDE = 0x1100;

  private Fitting() {}

  /** How many columns a line takes at most. */
  static int columns(String line) {
    return line.codePoints().map(Fitting::columns).sum();
  }

  private static int columns(int character) {
    return character < WIDE ? 1 : 2;
  }

  /** The line, or as much of it as there are columns for. */
  static String cut(String line, int columns) {
    if (columns(line) <= columns) {
      return line;
    }
    String mark = CUT.substring(0, Math.min(CUT.length(), Math.max(0, columns)));
    StringBuilder kept = new StringBuilder();
    int left = columns - mark.length();
    for (int character : line.codePoints().toArray()) {
      left -= columns(character);
      if (left < 0) {
        break;
      }
      kept.appendCodePoint(character);
    }
    return kept + mark;
  }

  /**
   * The first of several wordings that fits; the last one, cut, where none does.
   *
   * @param wordings from the fullest to the tersest
   */
  static String fullest(List<String> wordings, int columns) {
    return wordings.stream()
        .filter(wording -> columns(wording) <= columns)
        .findFirst()
        .orElseGet(() -> cut(wordings.get(wordings.size() - 1), columns));
  }
}
