package org.cvmsnap.error;

import java.util.List;

/** The command line or the configuration is wrong. */
public final class UsageException extends CvmsnapException {
  public UsageException(String problem, String next) {
    this(List.of(new Refusal(problem, next)));
  }

  /** All that is wrong, at once. */
  public UsageException(List<Refusal> problems) {
    super(ExitCode.USAGE, problems);
  }
}
