package org.cvmsnap.ui;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.workflow.Confirmation;
import org.jspecify.annotations.Nullable;

/** Asks on stderr and reads the answer from stdin, where there is somebody to ask. */
public final class Prompt implements Confirmation {
  private static final Set<String> CONSENT = Set.of("y", "yes");

  private final InputStream in;
  private final PrintStream err;
  private final boolean terminal;
  private final boolean yes;
  private volatile boolean waiting;

  /**
   * @param terminal whether somebody reads what is asked
   * @param yes whether every question is answered with yes beforehand
   */
  public Prompt(InputStream in, PrintStream err, boolean terminal, boolean yes) {
    this.in = in;
    this.err = err;
    this.terminal = terminal;
    this.yes = yes;
  }

  /** Whether a question stands unanswered at this moment. */
  public boolean waiting() {
    return waiting;
  }

  @Override
  public void confirm(String what) {
    if (yes) {
      return;
    }
    if (!terminal) {
      throw new RefusedException(
          what + " There is no terminal on which to ask whether that is meant.",
          "If it is, add --yes.");
    }
    err.println("cvmsnap: " + what);
    err.print("cvmsnap: Go on? [y/N] ");
    err.flush();
    String answer = answer();
    if (answer == null || !CONSENT.contains(answer.strip().toLowerCase(Locale.ROOT))) {
      throw new RefusedException("It was not confirmed.", "Answer y, or add --yes.");
    }
  }

  private @Nullable String answer() {
    waiting = true;
    try {
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
    } catch (IOException e) {
      return null;
    } finally {
      waiting = false;
    }
  }
}
