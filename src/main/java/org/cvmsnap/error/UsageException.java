package org.cvmsnap.error;

/** The command line or the configuration is wrong. */
public final class UsageException extends CvmsnapException {
  public UsageException(String problem, String next) {
    super(ExitCode.USAGE, problem, next);
  }
}
