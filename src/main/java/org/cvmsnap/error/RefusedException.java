package org.cvmsnap.error;

import java.util.List;

/** The operation is not safe or not possible here, and nothing was touched. */
public final class RefusedException extends CvmsnapException {
  public RefusedException(String problem, String next) {
    super(ExitCode.REFUSED, List.of(new Refusal(problem, next)));
  }

  public RefusedException(List<Refusal> reasons) {
    super(ExitCode.REFUSED, reasons);
  }
}
