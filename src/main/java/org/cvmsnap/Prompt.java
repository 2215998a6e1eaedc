package org.cvmsnap;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.cvmsnap.engine.Interrupts;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.workflow.Confirmation;

/** Asks on a terminal. A signal while it waits for the answer ends the wait. */
final class Prompt implements Confirmation {
  private static final Set<String> CONSENT = Set.of("y", "yes");
  private static final long PAUSE_MILLIS = 50;

  private final ProcessContext.Console console;
  private final Interrupts interrupts;

  Prompt(ProcessContext.Console console, Interrupts interrupts) {
    this.console = console;
    this.interrupts = interrupts;
  }

  @Override
  public void confirm(String what) throws InterruptedException {
    if (!console.keyboard()) {
      throw new RefusedException(
          "This needs consent, and there is no terminal to ask on. " + what,
          "Add --yes to consent beforehand.");
    }
    console.err().println(what);
    console.err().print("Go on? [y/N] ");
    console.err().flush();
    String answer = line();
    console.err().screen().typed();
    if (!CONSENT.contains(answer.strip().toLowerCase(Locale.ROOT))) {
      throw new RefusedException(
          "It was not consented to.", "Type the same command again, and y, where it is meant.");
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

  /** The next byte, waited for in short sleeps: a read of standard input cannot be interrupted. */
  private int next() throws IOException, InterruptedException {
    while (console.in().available() == 0) {
      if (interrupts.requested().isPresent()) {
        throw new InterruptedException();
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    return console.in().read();
  }
}
