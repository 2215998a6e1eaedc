package org.cvmsnap.vxvm;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The lines of a table. VxVM pads its columns, but wide names push the rest aside: columns are told
 * apart by blanks, never by position.
 */
final class Rows {
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private Rows() {}

  /** The lines that are not blank, without the blanks around them. */
  static List<String> of(String output) {
    return output.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  static List<String> words(String line) {
    return List.of(BLANKS.split(line, -1));
  }

  /** The rows under a heading that begins with these words. */
  static List<String> under(String heading, String output) {
    List<String> rows = of(output);
    if (rows.isEmpty() || !rows.get(0).replaceAll("\\s+", " ").startsWith(heading)) {
      throw new IllegalArgumentException("no heading " + heading);
    }
    return rows.subList(1, rows.size());
  }
}
