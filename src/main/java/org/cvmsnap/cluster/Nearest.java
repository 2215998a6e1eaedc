package org.cvmsnap.cluster;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The names that somebody may have meant who typed a wrong one. */
public final class Nearest {
  private static final int SHOWN = 3;

  private Nearest() {}

  /**
   * The question whether one of {@code names} was meant, as an operator is asked it.
   *
   * @param otherwise what is said instead where none is like the one that was typed
   */
  public static String ask(String typed, Collection<String> names, String otherwise) {
    List<String> near = to(typed, names);
    return near.isEmpty() ? otherwise : "Did you mean " + String.join(" or ", near) + "?";
  }

  /** Up to three of {@code names}, the most alike first; none that is entirely different. */
  public static List<String> to(String typed, Collection<String> names) {
    return names.stream()
        .distinct()
        .filter(name -> distance(typed, name) <= Math.max(2, typed.length() / 2))
        .sorted(
            Comparator.<String>comparingInt(name -> distance(typed, name))
                .thenComparing(Comparator.naturalOrder()))
        .limit(SHOWN)
        .toList();
  }

  /** How many characters have to be changed, put in or taken out (Levenshtein). */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
