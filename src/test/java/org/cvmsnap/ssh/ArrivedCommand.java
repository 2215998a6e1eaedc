package org.cvmsnap.ssh;

import java.util.List;

/**
 * A command that arrived at a machine.
 *
 * @param acts whether it changes something
 * @param after how many of those that do had arrived before it
 */
record ArrivedCommand(String machine, List<String> argv, boolean acts, int after) {
  private static final int SHOWN = 60;

  ArrivedCommand {
    argv = List.copyOf(argv);
  }

  /**
   * Whether this is the same command in another run: names and dates in what changes something may
   * differ, and reads come in any order.
   */
  boolean is(ArrivedCommand other) {
    return machine.equals(other.machine)
        && acts == other.acts
        && after == other.after
        && (acts ? argv.get(0).equals(other.argv.get(0)) : argv.equals(other.argv));
  }

  @Override
  public String toString() {
    String words = String.join(" ", argv);
    return machine
        + (acts ? "# " : "$ ")
        + (words.length() > SHOWN ? words.substring(0, SHOWN) + "..." : words);
  }
}
