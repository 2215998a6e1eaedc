package org.cvmsnap.error;

import java.util.List;

/** The operation was refused because its guest is down, left so by an earlier run. */
public final class ServiceDownException extends CvmsnapException {
  public ServiceDownException(String problem, String next) {
    super(ExitCode.REFUSED, List.of(new Refusal(problem, next)));
  }

  @Override
  public int status() {
    return exit().withServiceDown();
  }
}
