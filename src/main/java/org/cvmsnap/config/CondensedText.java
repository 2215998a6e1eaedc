package org.cvmsnap.config;

import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The text of a file of which each run of comments and blank lines is one line. The time that tomlj
 * 2.2.0 takes grows with the cube of the length of such a run: 800 lines of comment take seconds.
 *
 * @param numbers of the lines that were kept, in the file
 */
record CondensedText(String text, List<Integer> numbers) {
  CondensedText {
    numbers = List.copyOf(numbers);
  }

  static CondensedText of(String text) {
    List<String> lines = List.of(text.split("\n", -1));
    // What looks blank between the first and the last of these may be of a string.
    IntSummaryStatistics delimiters =
        IntStream.rangeClosed(1, lines.size())
            .filter(number -> delimits(lines.get(number - 1)))
            .summaryStatistics();
    List<String> kept = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    boolean before = false;
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1);
      boolean ofString = number > delimiters.getMin() && number <= delimiters.getMax();
      boolean says = ofString || (!line.isBlank() && !line.strip().startsWith("#"));
      if (says || !before || number == lines.size()) {
        kept.add(line);
        numbers.add(number);
      }
      before = !says;
    }
    return new CondensedText(String.join("\n", kept), numbers);
  }

  private static boolean delimits(String line) {
    return line.contains("'''") || line.contains("\"\"\"");
  }

  /** The number in the file of a line of the text. */
  int number(int line) {
    return line < 1 || line > numbers.size() ? line : numbers.get(line - 1);
  }
}
