package org.cvmsnap.ui;

import java.io.PrintStream;
import java.util.function.IntSupplier;

/**
 * What the operator looks at: lines that stay, and beneath them a live one, which gives way to
 * whatever is printed and is never in the middle of it.
 */
public final class Screen {
  private static final String ERASE_LINE = "\r\u001b[K";

  private final boolean obeys;
  private final IntSupplier columns;
  private String live = "";
  private Runnable erase = () -> {};
  private boolean begun;

  /**
   * @param obeys whether it does what escape sequences tell it to
   * @param columns how wide it is at the moment
   */
  public Screen(boolean obeys, IntSupplier columns) {
    this.obeys = obeys;
    this.columns = columns;
  }

  /** A file or a pipe: plain lines, as long as they like. */
  public static Screen none() {
    return new Screen(false, () -> Integer.MAX_VALUE);
  }

  /** Whether lines can be erased and have colours. */
  public boolean obeys() {
    return obeys;
  }

  /** How long a line may be now. */
  int columns() {
    return columns.getAsInt();
  }

  /** Prints text that does nothing to a terminal but what is meant. */
  synchronized void print(PrintStream target, String text) {
    if (!text.isEmpty()) {
      erase();
      target.print(text);
      begun = !text.endsWith("\n");
    }
  }

  /** The operator has ended the line that was begun, by typing. */
  public synchronized void typed() {
    begun = false;
  }

  /** Shows this as the live line, one column short of the width: a full line may go on below. */
  synchronized void live(PrintStream target, String line) {
    String fits = Fitting.cut(ControlCharacters.escaped(line), columns() - 1);
    if (obeys && !begun && !fits.equals(live)) {
      erase();
      target.print(fits);
      target.flush();
      live = fits;
      erase =
          () -> {
            target.print(ERASE_LINE);
            target.flush();
          };
    }
  }

  /** Takes the live line away. */
  synchronized void erase() {
    if (!live.isEmpty()) {
      erase.run();
      live = "";
    }
  }
}
