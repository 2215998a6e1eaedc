package org.cvmsnap;

import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** How wide the terminal is: asked when it is first needed, and again when it has changed. */
final class TerminalWidth {
  private static final int USUAL = 80;

  private final Supplier<OptionalInt> terminal;
  private final Map<String, String> environment;
  private volatile int known;

  /**
   * @param terminal asks it
   * @param environment whose COLUMNS counts where the terminal does not know
   */
  TerminalWidth(Supplier<OptionalInt> terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  int columns() {
    if (known == 0) {
      ask();
    }
    return known;
  }

  /** The terminal has another size; what was not asked for yet is not asked now either. */
  void changed() {
    if (known != 0) {
      ask();
    }
  }

  private void ask() {
    known = terminal.get().orElseGet(this::told);
  }

  private int told() {
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("[1-9]\\d{0,3}") ? Integer.parseInt(columns) : USUAL;
  }
}
