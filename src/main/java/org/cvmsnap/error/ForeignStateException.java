package org.cvmsnap.error;

import java.util.List;

/**
 * The state may have been written by somebody else, and is not believed: whether something is owed
 * to a guest is not known.
 */
public final class ForeignStateException extends CvmsnapException {
  public ForeignStateException(String problem, String next) {
    super(ExitCode.REFUSED, List.of(new Refusal(problem, next)));
  }
}
