package org.cvmsnap;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Set;
import org.cvmsnap.engine.Interrupts;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.workflow.Confirmation;

/** Asks on a terminal. A signal while it waits for the answer ends the wait. */
final class Prompt implements Confirmation {
  private static final Set<String> CONSENT = Set.of("y", "yes");
  private static final long PAUSE_MILLIS = 50;

  private final InputStream in;
  private final PrintStream err;
  private final Interrupts interrupts;
  private final boolean terminal;

  /**
   * @param terminal whether somebody is there to answer
   */
  Prompt(InputStream in, PrintStream err, Interrupts interrupts, boolean terminal) {
    this.in = in;
    this.err = err;
    this.interrupts = interrupts;
    this.terminal = terminal;
  }

  @Override
  public void confirm(String what) throws InterruptedException {
    if (!terminal) {
      throw new RefusedException(
          "This needs consent, and there is no terminal to ask on. " + what,
          "Add --yes to consent beforehand.");
    }
    err.println(what);
    err.print("Go on? [y/N] ");
    err.flush();
    if (!CONSENT.contains(line().strip().toLowerCase(Locale.ROOT))) {
      throw new RefusedException("It was not consented to.", "");
    }
  }

  /** The bytes until the line ends, or the input does. */
  private String line() throws InterruptedException {
    StringBuilder line = new StringBuilder();
    try {
      for (int next = next(); next >= 0 && next != '\n'; next = next()) {
        line.append((char) next);
      }
    } catch (IOException e) {
      throw new RefusedException("The answer cannot be read: " + e + ".", "Add --yes to consent.");
    }
    return line.toString();
  }

  /** It asks whether there is input, as a read of standard input cannot be interrupted. */
  private int next() throws IOException, InterruptedException {
    while (in.available() == 0) {
      if (interrupts.requested().isPresent()) {
        throw new InterruptedException();
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    return in.read();
  }
}
