package org.cvmsnap.ui;

import java.util.ArrayList;
import java.util.List;

/** Lines with others beneath them; the cells of lines that are side by side stand in columns. */
final class Tree {
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

  /** This line and all beneath it. */
  String text() {
    return text(List.of(this));
  }

  /** Lines that are side by side, and all beneath them. */
  static String text(List<Tree> lines) {
    StringBuilder text = new StringBuilder();
    print(lines, "", text);
    return text.toString();
  }

  private static void print(List<Tree> lines, String indent, StringBuilder text) {
    for (Tree line : lines) {
      StringBuilder row = new StringBuilder(indent);
      for (int column = 0; column < line.cells.size(); column++) {
        String cell = line.cells.get(column);
        boolean last = column == line.cells.size() - 1;
        row.append(cell).append(" ".repeat(last ? 0 : width(lines, column) - cell.length() + 2));
      }
      text.append(row).append('\n');
      print(line.beneath, indent + "  ", text);
    }
  }

  /** A line's last cell is as long as it likes. */
  private static int width(List<Tree> lines, int column) {
    return lines.stream()
        .filter(line -> column < line.cells.size() - 1)
        .mapToInt(line -> line.cells.get(column).length())
        .max()
        .orElse(0);
  }
}
