package org.cvmsnap.engine;

import org.cvmsnap.run.Attempt;

/**
 * What has been done towards a goal so far, in this process.
 *
 * @param count how many commands were given
 * @param last what is known of the last one; where there was none, that nothing is open
 */
public record Acts(int count, Attempt last) {
  /** Nothing was done yet. */
  public static final Acts NONE = new Acts(0, Attempt.answered(""));

  /** Whether nothing was done yet, so that what is there was there before. */
  public boolean none() {
    return count == 0;
  }

  /** With one more. */
  public Acts and(Attempt attempt) {
    return new Acts(count + 1, attempt);
  }
}
