package org.cvmsnap.model;

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
        .filter(name -> near(typed, name))
        .sorted(
            Comparator.<String>comparingInt(name -> distance(typed, name))
                .thenComparing(Comparator.naturalOrder()))
        .limit(SHOWN)
        .toList();
  }

  /** Whether it begins with what was typed, or one in three characters is another at most. */
  private static boolean near(String typed, String name) {
    return (typed.length() > 1 && name.startsWith(typed))
        || distance(typed, name) <= Math.max(1, typed.length() / 3);
  }

  /**
   * How many characters have to be changed, put in, taken out, or exchanged with the next one
   * (optimal string alignment).
   */
  private static int distance(String one, String other) {
    int[][] far = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        if (i == 0 || j == 0) {
          far[i][j] = i + j;
          continue;
        }
        int change = far[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        far[i][j] = Math.min(change, Math.min(far[i - 1][j], far[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1)) {
          far[i][j] = Math.min(far[i][j], far[i - 2][j - 2] + 1);
        }
      }
    }
    return far[one.length()][other.length()];
  }
}
