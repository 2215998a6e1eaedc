package org.cvmsnap.ui;

import java.util.regex.Pattern;

/**
 * Shows as text what a terminal would take for an instruction: names and messages come from guests,
 * which are trusted less than the terminal of root.
 */
public final class ControlCharacters {
  /** C0 but for tab and line feed, DEL and C1, and what turns the direction of writing (UAX #9). */
  private static final Pattern OBEYED =
      Pattern.compile(
          "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

  private ControlCharacters() {}

  /**
   * The text with each of them as {@code \}{@code uXXXX}. In a JSON document they are only ever
   * within strings, where that is the same character, so that the document keeps its value.
   */
  public static String escaped(String text) {
    return OBEYED
        .matcher(text)
        .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)));
  }
}
