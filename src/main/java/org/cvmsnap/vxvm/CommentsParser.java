package org.cvmsnap.vxvm;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cvmsnap.model.VolumeName;

/** Reads what {@code vxprint -v} prints in the format {@link #FORMAT}. */
final class CommentsParser {
  // ldom1_s1|cvmsnap:20240309T070500Z-ldom1-4f2a
  // ldom1_data|
  // A comment is free text of somebody else's and may hold a bar, which no name does.

  static final String FORMAT = "%name|%comment";

  Map<VolumeName, String> parse(String output) {
    Map<VolumeName, String> comments = new LinkedHashMap<>();
    for (String row : Rows.of(output)) {
      int bar = row.indexOf('|');
      if (bar <= 0) {
        throw new IllegalArgumentException("not a comment: " + row);
      }
      String comment = row.substring(bar + 1).strip();
      comments.put(new VolumeName(row.substring(0, bar)), comment.equals("-") ? "" : comment);
    }
    if (comments.isEmpty()) {
      throw new IllegalArgumentException("no volumes");
    }
    return Map.copyOf(comments);
  }
}
