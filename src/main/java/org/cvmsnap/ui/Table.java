package org.cvmsnap.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cvmsnap.error.UsageException;
import org.jspecify.annotations.Nullable;

/**
 * Results as lines for scripts: the columns that were asked for, with a tab between, and exact
 * values. A column has the name and the value of the key in the JSON document.
 */
public final class Table {
  /** The columns of a snapshot that is listed. */
  public static final String LIST =
      "name, group, source, kind, taken, bytes, changedPercent, synchronizedPercent,"
          + " guest, set, proof, ours, good, troubles, comment, policy";

  /** The columns of a snapshot that is shown. */
  public static final String SHOW =
      LIST + ", listed, type, children, othersOfSet, pinned, openOn, unknown";

  /** The columns of a run that has not ended. */
  public static final String STATUS =
      "run, guest, about, operation, service, since, state, pid, stopped, debts, doubts, seen, next";

  /** The columns of a run of the past. */
  public static final String RUNS =
      "run, begun, ended, guest, about, operation, mode, ending, runExitCode, owed, awaySince,"
          + " awaySeconds, problem";

  /** The columns of a snapshot that was taken. */
  public static final String TAKE = "name, group, source, kind, proof, run, ldom, seconds, taken";

  /** The columns of something that was looked at. */
  public static final String DOCTOR = "check, about, verdict, seen, remedy";

  /** The columns of a value that a configuration gives. */
  public static final String CONFIG = "key, value, from";

  private static final String NONE = "-";

  private final List<String> columns;
  private final boolean header;

  private Table(List<String> columns, boolean header) {
    this.columns = List.copyOf(columns);
    this.header = header;
  }

  /**
   * A table of some columns.
   *
   * @param known the columns that there are, with commas between
   * @param wanted those that were asked for; all, where that is none
   * @throws UsageException where one is asked for that is not there
   */
  public static Table of(String known, List<String> wanted, boolean header) {
    List<String> all = List.of(known.split(", ", -1));
    Optional<String> wrong = wanted.stream().filter(each -> !all.contains(each)).findFirst();
    if (wrong.isPresent()) {
      throw new UsageException(
          "There is no column '" + wrong.get() + "'.",
          "Columns are " + String.join(", ", all) + ".");
    }
    return new Table(wanted.isEmpty() ? all : wanted, header);
  }

  /** A line for each row, after one with the names of the columns where that is wanted. */
  public List<String> lines(List<Map<String, @Nullable Object>> rows) {
    List<String> lines = new ArrayList<>();
    if (header) {
      lines.add(String.join("\t", columns));
    }
    rows.forEach(
        row ->
            lines.add(
                columns.stream()
                    .map(column -> cell(row.get(column)))
                    .collect(Collectors.joining("\t"))));
    return lines;
  }

  private static String cell(@Nullable Object value) {
    String text =
        value instanceof List<?> several
            ? several.stream().map(String::valueOf).collect(Collectors.joining(","))
            : value == null ? "" : value.toString();
    return text.isEmpty()
        ? NONE
        : ControlCharacters.escaped(text).replace("\t", "\\u0009").replace("\n", "\\u000a");
  }
}
