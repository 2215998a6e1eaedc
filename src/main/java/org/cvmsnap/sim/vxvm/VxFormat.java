package org.cvmsnap.sim.vxvm;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A format of {@code vxprint -F}, taken apart once for all records.
 *
 * @param type the only type of records that it is for; empty for any
 * @param parts texts and the names of fields in turn, beginning and ending with a text
 */
record VxFormat(String type, List<String> parts) {
  private static final Pattern TYPED = Pattern.compile("([a-z]{1,2}):(.*)", Pattern.DOTALL);
  private static final Pattern FIELD =
      Pattern.compile(
          "%(?:%|-?[0-9]*([a-z][a-z0-9_]*)|\\{([a-z][a-z0-9_]*)(?::(\\*|-?[0-9]+))?\\})");

  static VxFormat of(String text) {
    Matcher typed = TYPED.matcher(text);
    boolean any = !typed.matches();
    String spec = (any ? text : typed.group(2)).replace("\\n", "\n").replace("\\t", "\t");
    List<String> parts = new ArrayList<>();
    Matcher field = FIELD.matcher(spec);
    int end = 0;
    while (field.find()) {
      parts.add(spec.substring(end, field.start()));
      parts.add(field(field));
      end = field.end();
    }
    parts.add(spec.substring(end));
    return new VxFormat(any ? "" : typed.group(1), List.copyOf(parts));
  }

  /** In braces a field may be followed by its width, which is negative for text to the left. */
  private static String field(Matcher field) {
    if (field.group(1) != null) {
      return field.group(1);
    }
    String width = field.group(3) == null || field.group(3).equals("*") ? "" : field.group(3);
    return field.group(2) == null ? "%" : field.group(2) + (width.isEmpty() ? "" : ":" + width);
  }

  boolean isFor(VxNode node) {
    return type.isEmpty() || type.equals(node.type());
  }

  /** A line, with the values of the fields. */
  String line(UnaryOperator<String> value) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      if (i % 2 == 0 || part.equals("%")) {
        line.append(part);
      } else {
        int colon = part.indexOf(':');
        int width = colon < 0 ? 0 : Integer.parseInt(part.substring(colon + 1));
        pad(line, value.apply(colon < 0 ? part : part.substring(0, colon)), width);
      }
    }
    return line.append('\n').toString();
  }

  /**
   * Appends a text and blanks.
   *
   * @param width of both together, where the text is no longer; negative for a text to the left
   */
  static void pad(StringBuilder line, String text, int width) {
    String blanks = " ".repeat(Math.max(0, Math.abs(width) - text.length()));
    line.append(width < 0 ? text : blanks).append(width < 0 ? blanks : text);
  }
}
