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
    int[] shared = shared(lines);
    int[] columns = columns(lines, shared, Integer.MAX_VALUE);
    return lines.stream().mapToInt(line -> line.length(columns, shared)).max().orElse(0);
  }

  private static void print(List<Tree> lines, String indent, int width, StringBuilder text) {
    int[] shared = shared(lines);
    int[] columns = columns(lines, shared, width - indent.length());
    for (Tree line : lines) {
      StringBuilder row = new StringBuilder(indent);
      for (int column = 0; column < line.cells.size(); column++) {
        boolean last = column == line.cells.size() - 1;
        String cell =
            Fitting.cut(
                line.cells.get(column), last ? Math.max(0, width - row.length()) : columns[column]);
        int wide = line.width(column, columns, shared);
        row.append(cell).append(" ".repeat(Math.max(0, wide - cell.length())));
      }
      text.append(Fitting.cut(row.toString(), width)).append('\n');
      print(line.beneath, indent + INDENT, width, text);
    }
  }

  /** How long the longest cell of each column is that is not the last of its line. */
  private static int[] shared(List<Tree> lines) {
    return longest(lines, 1);
  }

  /**
   * How long the longest cell of each column is.
   *
   * @param but for how many cells at the end of each line
   */
  private static int[] longest(List<Tree> lines, int but) {
    int[] longest = new int[lines.stream().mapToInt(line -> line.cells.size()).max().orElse(0)];
    for (Tree line : lines) {
      for (int column = 0; column < line.cells.size() - but; column++) {
        longest[column] = Math.max(longest[column], line.cells.get(column).length());
      }
    }
    return longest;
  }

  /** How long the cells of each column may be, so that no line is longer than that. */
  private static int[] columns(List<Tree> lines, int[] shared, int width) {
    int[] columns = longest(lines, 0);
    for (Tree line : lines) {
      while (line.length(columns, shared) > width && line.narrow(columns, shared)) {
        // One column after the other gives way, always the widest.
      }
    }
    return columns;
  }

  private int length(int[] columns, int[] shared) {
    int length = 0;
    for (int column = 0; column < cells.size(); column++) {
      length += width(column, columns, shared);
    }
    return length;
  }

  /** Makes the widest column of this line narrower by one; false where none can be. */
  private boolean narrow(int[] columns, int[] shared) {
    int widest = 0;
    for (int column = 1; column < cells.size(); column++) {
      if (width(column, columns, shared) > width(widest, columns, shared)) {
        widest = column;
      }
    }
    columns[widest] = Math.min(columns[widest], width(widest, columns, shared)) - 1;
    return columns[widest] > 0;
  }

  /** What a cell takes, with the gap after it; a line's last cell is as long as it likes. */
  private int width(int column, int[] columns, int[] shared) {
    boolean last = column == cells.size() - 1;
    int wide = last ? cells.get(column).length() : shared[column];
    return Math.min(wide, columns[column]) + (last ? 0 : GAP);
  }
}
