package org.cvmsnap.error;

import java.util.List;

/** The command line or the configuration is wrong. */
public final class UsageException extends CvmsnapException {
  public UsageException(String problem, String next) {
    super(ExitCode.USAGE, List.of(new Refusal(problem, next)));
  }
}
