package org.cvmsnap.vxvm;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cvmsnap.model.DiskGroup;
import org.cvmsnap.model.GroupName;

/** Reads {@code vxdg list}. */
final class GroupListParser {
  // NAME         STATE                ID
  // appdg        enabled,shared,cds   1700000000.10.hosta
  // With -q, and where somebody cut it, the heading is missing.

  private static final Pattern HEADING = Pattern.compile("NAME\\s+STATE\\s+ID");
  private static final Pattern ROW =
      Pattern.compile("(\\S+)\\s+([a-z_,-]+)\\s+(\\d+\\.\\d+\\.\\S+)");

  List<DiskGroup> parse(String output) {
    List<String> rows = Rows.of(output);
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("no heading and no groups");
    }
    return rows.stream()
        .filter(row -> !HEADING.matcher(row).matches())
        .map(GroupListParser::group)
        .toList();
  }

  private static DiskGroup group(String row) {
    Matcher matcher = Rows.matched(ROW, row, "not a disk group");
    List<String> state = List.of(matcher.group(2).split(",", -1));
    if (state.contains("")) {
      throw new IllegalArgumentException("a state without a word: " + row);
    }
    return new DiskGroup(
        new GroupName(matcher.group(1)),
        state.contains("enabled"),
        state.contains("shared"),
        matcher.group(3));
  }
}
