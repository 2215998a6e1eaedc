package org.cvmsnap.vxvm;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what {@code vxprint -p} prints in the format {@link #FORMAT}. */
final class PlexMarksParser {
  // ldom1_data-02|cvmsnap
  // ldom1_data-01|-

  static final String FORMAT = "%name|%putil2";

  Map<String, String> parse(String output) {
    Map<String, String> marks = new LinkedHashMap<>();
    for (String row : Rows.of(output)) {
      int bar = row.indexOf('|');
      if (bar <= 0 || row.substring(0, bar).contains(" ")) {
        throw new IllegalArgumentException("not a plex: " + row);
      }
      String mark = row.substring(bar + 1).strip();
      marks.put(row.substring(0, bar), mark.equals("-") ? "" : mark);
    }
    if (marks.isEmpty()) {
      throw new IllegalArgumentException("no plexes");
    }
    return Map.copyOf(marks);
  }
}
