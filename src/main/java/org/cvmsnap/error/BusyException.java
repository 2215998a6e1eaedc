package org.cvmsnap.error;

import java.util.List;

/** Another run holds what this one needs, and nothing was touched. */
public final class BusyException extends CvmsnapException {
  public BusyException(String problem, String next) {
    this(new Refusal(problem, next));
  }

  public BusyException(Refusal refusal) {
    super(ExitCode.BUSY, List.of(refusal));
  }
}
