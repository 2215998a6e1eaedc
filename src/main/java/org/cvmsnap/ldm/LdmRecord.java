package org.cvmsnap.ldm;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One record of parseable output: its type, the pairs on its first line, and the lines that
 * continue it, which begin with {@code |}.
 */
record LdmRecord(String type, Pairs pairs, List<Pairs> rows) {
  private static final Pattern VERSION = Pattern.compile("VERSION\\s*\\d+\\.\\d+\\s*");
  private static final Pattern FIRST_LINE =
      Pattern.compile(
          "(?<type>[A-Z][A-Z0-9]*)(?:\\|(?<pairs>.*)|\\s.*)?",
          Pattern.DOTALL); // a value may hold what Java alone takes for the end of a line

  LdmRecord {
    rows = List.copyOf(rows);
  }

  /**
   * The records of anything that {@code ldm} prints with {@code -p}. Text before the version is
   * passed over: ldmd may put a notice before the output of any command (ldmd(1M)). Lines after it
   * that start neither a record nor a continuation are passed over too: a value such as nvramrc may
   * hold newlines.
   */
  static List<LdmRecord> allOf(String output) {
    List<String> lines = output.lines().toList();
    int version = 0;
    while (version < lines.size() && !VERSION.matcher(lines.get(version)).matches()) {
      version++;
    }
    if (version == lines.size()) {
      throw new IllegalArgumentException("no VERSION line");
    }
    return records(lines.subList(version + 1, lines.size()));
  }

  /** The records on {@code lines}, for output that has no version. */
  static List<LdmRecord> records(List<String> lines) {
    List<LdmRecord> records = new ArrayList<>();
    @Nullable Matcher first = null;
    int from = 0;
    for (int at = 0; at <= lines.size(); at++) {
      @Nullable Matcher next = at < lines.size() ? FIRST_LINE.matcher(lines.get(at)) : null;
      if (next == null || next.matches()) {
        if (first != null) {
          records.add(record(first, lines.subList(from, at)));
        }
        first = next;
        from = at + 1;
      }
    }
    return records;
  }

  private static LdmRecord record(Matcher first, List<String> following) {
    String pairs = first.group("pairs");
    return new LdmRecord(
        first.group("type"),
        Pairs.of(first.group(), pairs == null ? "" : pairs),
        following.stream()
            .filter(line -> line.startsWith("|"))
            .map(line -> Pairs.of(line, line))
            .toList());
  }

  /** The pairs of those records that are of one type. */
  static Stream<Pairs> pairs(List<LdmRecord> records, String type) {
    return records.stream().filter(record -> record.isA(type)).map(LdmRecord::pairs);
  }

  boolean isA(String name) {
    return type.equals(name);
  }
}
