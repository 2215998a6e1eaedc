package org.cvmsnap.vcs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the table that {@code -display} and {@code -state} of {@code hagrp} and {@code hares}
 * print. The order of its rows is not guaranteed, so they are found by their attribute; a value may
 * hold blanks, as {@code OFFLINE|STATE UNKNOWN} does.
 */
final class AttributeTableParser {
  // #Group       Attribute             System           Value
  // ldg_payroll  Frozen                global           0
  // #
  // ldg_archive  State                 cdom1            |ONLINE|

  private static final Pattern ROW = Pattern.compile("(\\S+)\\s+(\\S+)\\s+(\\S+)(?:\\s+(.*))?");

  /**
   * One cell of the table.
   *
   * @param system {@code global} where the value is the same on all
   */
  record Row(String name, String attribute, String system, String value) {}

  List<Row> parse(String output) {
    List<Row> rows = new ArrayList<>();
    for (String line : output.lines().map(String::strip).toList()) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Matcher row = ROW.matcher(line);
      if (!row.matches()) {
        throw new IllegalArgumentException("not an attribute: " + line);
      }
      String value = row.group(4) == null ? "" : row.group(4).strip();
      rows.add(new Row(row.group(1), row.group(2), row.group(3), value));
    }
    return List.copyOf(rows);
  }
}
