package org.cvmsnap.vxvm;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cvmsnap.model.DataAmount;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.SnapshotRow;

/** Reads {@code vxsnap list}. */
final class SnapshotListParser {
  // NAME DG OBJTYPE SNAPTYPE PARENT PARENTDG SNAPDATE CHANGE_DATA SYNCED_DATA
  // ldom1_data appdg vol - - - - - 10G (100%)
  // ldom1_s1 appdg vol mirbrk ldom1_data appdg 2024/3/9 7:05 120M (1.2%) 10G (100%)
  // Dates are not padded and have no zone; a date is two words, an amount is two words, or "-".

  private static final String AMOUNT = "(?:-|(\\S+?)\\s*\\(([\\d.]+)%\\))";
  private static final Pattern ROW =
      Pattern.compile(
          "(\\S+)\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)\\s+"
              + "(-|\\d+/\\d+/\\d+\\s+\\d+:\\d+(?::\\d+)?)\\s+"
              + AMOUNT
              + "\\s+"
              + AMOUNT);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu/M/d H:m[:s]").withResolverStyle(ResolverStyle.STRICT);

  private static final Pattern NOTICE = Pattern.compile("VxVM vxsnap INFO V-5-\\d+-\\d+\\s.*");

  /** Whether it is no list at all, and nothing that has gone wrong. */
  static boolean none(String output) {
    List<String> rows = Rows.of(output);
    return rows.isEmpty() || (rows.size() == 1 && NOTICE.matcher(rows.get(0)).matches());
  }

  List<SnapshotRow> parse(String output) {
    return Rows.under("NAME DG OBJTYPE SNAPTYPE PARENT PARENTDG SNAPDATE", output).stream()
        .map(SnapshotListParser::snapshot)
        .toList();
  }

  private static SnapshotRow snapshot(String row) {
    Matcher matcher = Rows.matched(ROW, row, "not a snapshot");
    return new SnapshotRow(
        matcher.group(1),
        new GroupName(matcher.group(2)),
        matcher.group(3),
        present(matcher.group(4)),
        present(matcher.group(5)),
        present(matcher.group(6)).map(GroupName::new),
        present(matcher.group(7)).map(SnapshotListParser::date),
        amount(matcher, 8),
        amount(matcher, 10));
  }

  private static Optional<String> present(String value) {
    return Optional.of(value).filter(text -> !text.equals("-"));
  }

  private static LocalDateTime date(String text) {
    try {
      return LocalDateTime.parse(text.replaceAll("\\s+", " "), DATE);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not a date: " + text, e);
    }
  }

  private static Optional<DataAmount> amount(Matcher matcher, int group) {
    String amount = matcher.group(group);
    return amount == null
        ? Optional.empty()
        : Optional.of(new DataAmount(amount, Double.parseDouble(matcher.group(group + 1))));
  }
}
