package org.cvmsnap.error;

/** The operation is not safe or not possible here, and nothing was touched. */
public final class RefusedException extends CvmsnapException {
  public RefusedException(String problem, String next) {
    super(ExitCode.REFUSED, problem, next);
  }
}
