package org.cvmsnap.ui;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.cvmsnap.model.ShellLine;

/**
 * Commands as an operator would type them, each where it is typed. Lines that are those before once
 * more, as when something is waited for, are counted and not shown.
 */
public final class CommandLines {
  /** The most lines that are seen to come again together. */
  private static final int LONGEST = 12;

  private final PrintStream err;

  /** The last lines that were shown. */
  private final List<String> shown = new ArrayList<>();

  /** What comes again: the end of what was shown; empty while nothing does. */
  private List<String> cycle = List.of();

  private int times;
  private int next;

  public CommandLines(PrintStream err) {
    this.err = err;
  }

  /** A command that changes nothing is given. */
  public synchronized void reads(String machine, Collection<String> argv) {
    line(typed(machine, argv));
  }

  /** A command that may change something is given; it is shown in any case. */
  public synchronized void changes(String machine, Collection<String> argv) {
    end();
    show(typed(machine, argv));
  }

  /** What came of a command that has not simply done what it should. */
  public synchronized void failed(String machine, String how) {
    line("  " + machine + ": " + how);
  }

  private static String typed(String machine, Collection<String> argv) {
    return machine + "# " + ShellLine.of(argv);
  }

  private void line(String line) {
    if (!cycle.isEmpty()) {
      if (cycle.get(next).equals(line)) {
        next++;
        turn();
        return;
      }
      end();
    }
    int last = shown.lastIndexOf(line);
    if (last < 0) {
      show(line);
      return;
    }
    cycle = List.copyOf(shown.subList(last, shown.size()));
    next = 1;
    turn();
  }

  private void turn() {
    if (next == cycle.size()) {
      next = 0;
      times++;
    }
  }

  /** Tells what was counted, as something else is told now. */
  public synchronized void end() {
    if (times > 0) {
      err.println(
          "... %s%d more time%s"
              .formatted(
                  cycle.size() == 1 ? "" : "the last " + cycle.size() + " lines ",
                  times,
                  times == 1 ? "" : "s"));
    }
    List<String> begun = cycle.subList(0, next);
    cycle = List.of();
    times = 0;
    next = 0;
    begun.forEach(this::show);
  }

  private void show(String line) {
    err.println(line);
    shown.add(line);
    if (shown.size() > LONGEST) {
      shown.remove(0);
    }
  }
}
