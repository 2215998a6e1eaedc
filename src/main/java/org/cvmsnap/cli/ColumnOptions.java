package org.cvmsnap.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.ui.Program;
import org.cvmsnap.ui.Renderer;
import org.cvmsnap.ui.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a result is printed for scripts. */
final class ColumnOptions {
  @Option(
      names = "-H",
      description =
          "For scripts: no header line, a tab between columns, and exact values; all columns"
              + " without -o.")
  private boolean bare;

  @Option(
      names = "-o",
      paramLabel = "COLUMN",
      split = ",",
      description = "For scripts: these columns, in that order; - stands for none and not known.")
  private List<String> columns = List.of();

  /**
   * The table that was asked for; empty where none was.
   *
   * @param known the columns that there are
   * @param otherwise an option that prints something else; empty text where none was given
   * @throws UsageException where one is asked for that is not there, or something else as well
   */
  Optional<Table> table(Setting setting, String known, String otherwise) {
    if (!bare && columns.isEmpty()) {
      return Optional.empty();
    }
    String other = setting.json() ? "--json" : otherwise;
    if (!other.isEmpty()) {
      throw new UsageException(
          other + " prints no columns.", "Leave out -H and -o, or " + other + ".");
    }
    return Optional.of(Table.of(known, columns, !bare));
  }

  /**
   * Shows a result, as a table where one was asked for.
   *
   * @param rows what is in the table
   * @param told shows it else, and tells people what they have to know in any case
   */
  static int shown(
      Setting setting,
      Optional<Table> table,
      Function<Program, List<Map<String, @Nullable Object>>> rows,
      ToIntFunction<Renderer> told) {
    return table.isPresent()
        ? setting.table(table.get(), rows, told)
        : told.applyAsInt(setting.renderer());
  }
}
