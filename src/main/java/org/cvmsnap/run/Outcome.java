package org.cvmsnap.run;

import java.util.Locale;

/** How a step or a repayment ended. */
public enum Outcome {
  /** It acted, and the world was then seen to be as it should be. */
  CHANGED,
  /** Nothing had to be done: it was already so. */
  UNCHANGED,
  /** The world was seen not to be as it should be. */
  FAILED,
  /** It may have acted, and the world could not be seen to be either way. */
  UNKNOWN;

  public boolean reached() {
    return this == CHANGED || this == UNCHANGED;
  }

  /** The word in JSON and in the journal. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
