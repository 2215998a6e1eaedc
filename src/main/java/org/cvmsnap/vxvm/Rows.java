package org.cvmsnap.vxvm;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cvmsnap.model.GroupName;

/**
 * The lines of a table. VxVM pads its columns, but wide names push the rest aside: columns are told
 * apart by blanks, never by position.
 */
final class Rows {
  private static final Pattern GROUP = Pattern.compile("Disk group:\\s+(\\S+)");

  private Rows() {}

  /** The lines that are not blank, without the blanks around them. */
  static List<String> of(String output) {
    return stream(output).toList();
  }

  /** The same, of a group that may have very many, one by one. */
  static Stream<String> stream(String output) {
    return output.lines().map(String::strip).filter(line -> !line.isEmpty());
  }

  /**
   * The output of vxprint about a group, without the line {@code Disk group: NAME} that may come
   * first (vxprint(1M)).
   *
   * @throws IllegalArgumentException where it is about another group
   */
  static String ofGroup(GroupName group, String output) {
    Matcher first = GROUP.matcher(stream(output).findFirst().orElse(""));
    if (!first.matches()) {
      return output;
    }
    if (!first.group(1).equals(group.value())) {
      throw new IllegalArgumentException("asked for " + group + ", told of " + first.group(1));
    }
    return stream(output).skip(1).collect(Collectors.joining("\n"));
  }

  /** The words of a line; the first or the last is empty where a blank stands there. */
  static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int at = 0; at < line.length(); at++) {
      if (blank(line.charAt(at))) {
        words.add(line.substring(start, at));
        while (at + 1 < line.length() && blank(line.charAt(at + 1))) {
          at++;
        }
        start = at + 1;
      }
    }
    words.add(line.substring(start));
    return List.copyOf(words);
  }

  private static boolean blank(char character) {
    return character == ' ' || (character >= '\t' && character <= '\r');
  }

  /**
   * A row that has to be of that form.
   *
   * @param refusal what is said of one that is not
   */
  static Matcher matched(Pattern form, String row, String refusal) {
    Matcher matcher = form.matcher(row);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(refusal + ": " + row);
    }
    return matcher;
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
