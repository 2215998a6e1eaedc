package org.cvmsnap.error;

import java.util.List;

/** Another run holds what this one needs, and nothing was touched. */
public final class BusyException extends CvmsnapException {
  public BusyException(String problem, String next) {
    super(ExitCode.BUSY, List.of(new Refusal(problem, next)));
  }
}
