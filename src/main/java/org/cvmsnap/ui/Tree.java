package org.cvmsnap.ui;

import java.util.ArrayList;
import java.util.List;

/** Lines with others beneath them; the cells of lines that are side by side stand in columns. */
final class Tree {
  private static final String INDENT = "  ";
  private static final int GAP = 2;

  private final List<String> cells;
  private final List<Tree> beneath = new ArrayList<>();

  Tree(String... cells) {
    int last = cells.length;
    while (last > 0 && cells[last - 1].isEmpty()) {
      last--;
    }
    this.cells = List.of(cells).subList(0, last);
  }

  /** Puts a line beneath this one, and returns it. */
  Tree add(String... cells) {
    Tree line = new Tree(cells);
    beneath.add(line);
    return line;
  }

  /**
   * This line and all beneath it.
   *
   * @param width how long a line may be: cells are cut where one would be longer
   */
  String text(int width) {
    return text(List.of(this), width);
  }

  /** Lines that are side by side, and all beneath them. */
  static String text(List<Tree> lines, int width) {
    StringBuilder text = new StringBuilder();
    print(lines, "", width, text);
    return text.toString();
  }

  /** How long the longest of lines that are side by side is. */
  static int width(List<Tree> lines) {
    int[] columns = columns(lines, Integer.MAX_VALUE);
    return lines.stream().mapToInt(line -> line.length(columns, lines)).max().orElse(0);
  }

  private static void print(List<Tree> lines, String indent, int width, StringBuilder text) {
    int[] columns = columns(lines, width - indent.length());
    for (Tree line : lines) {
      StringBuilder row = new StringBuilder(indent);
      for (int column = 0; column < line.cells.size(); column++) {
        boolean last = column == line.cells.size() - 1;
        String cell =
            Fitting.cut(
                line.cells.get(column), last ? Math.max(0, width - row.length()) : columns[column]);
        int wide = line.width(column, columns, lines);
        row.append(cell).append(" ".repeat(Math.max(0, wide - cell.length())));
      }
      text.append(Fitting.cut(row.toString(), width)).append('\n');
      print(line.beneath, indent + INDENT, width, text);
    }
  }

  /** How long the cells of each column may be, so that no line is longer than that. */
  private static int[] columns(List<Tree> lines, int width) {
    int most = lines.stream().mapToInt(line -> line.cells.size()).max().orElse(0);
    int[] columns = new int[most];
    for (Tree line : lines) {
      for (int column = 0; column < line.cells.size(); column++) {
        columns[column] = Math.max(columns[column], line.cells.get(column).length());
      }
    }
    for (Tree line : lines) {
      while (line.length(columns, lines) > width && line.narrow(columns, lines)) {
        // One column after the other gives way, always the widest.
      }
    }
    return columns;
  }

  private int length(int[] columns, List<Tree> lines) {
    int length = 0;
    for (int column = 0; column < cells.size(); column++) {
      length += width(column, columns, lines);
    }
    return length;
  }

  /** Makes the widest column of this line narrower by one; false where none can be. */
  private boolean narrow(int[] columns, List<Tree> lines) {
    int widest = 0;
    for (int column = 1; column < cells.size(); column++) {
      if (width(column, columns, lines) > width(widest, columns, lines)) {
        widest = column;
      }
    }
    columns[widest] = Math.min(columns[widest], width(widest, columns, lines)) - 1;
    return columns[widest] > 0;
  }

  /** What a cell takes, with the gap after it; a line's last cell is as long as it likes. */
  private int width(int column, int[] columns, List<Tree> lines) {
    boolean last = column == cells.size() - 1;
    int wide =
        last
            ? cells.get(column).length()
            : lines.stream()
                .filter(line -> column < line.cells.size() - 1)
                .mapToInt(line -> line.cells.get(column).length())
                .max()
                .orElse(0);
    return Math.min(wide, columns[column]) + (last ? 0 : GAP);
  }
}
