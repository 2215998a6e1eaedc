package org.cvmsnap.error;

/**
 * What a run of cvmsnap tells its caller. The numbers are a contract with scripts and monitors; a
 * number that is not here is a failure.
 */
public enum ExitCode {
  /** Done, and the guest is as it was. */
  DONE(0),
  /** A bug in cvmsnap. */
  INTERNAL(1),
  /** The command line or the configuration is wrong; nothing was touched. */
  USAGE(2),
  /** Refused before anything was touched. */
  REFUSED(3),
  /** Another run holds the guest or the volume; nothing was touched. */
  BUSY(4),
  /** The operation failed; the guest is back as it was. */
  FAILED(5),
  /** A signal ended the operation; the guest is back as it was. */
  INTERRUPTED(6),
  /** Done and the guest is back, but something afterwards (a tag, a hook, retention) failed. */
  HOUSEKEEPING(7);

  /** Added when the guest is not in its prior state; {@code cvmsnap recover} pays. */
  public static final int SERVICE_DOWN = 100;

  private final int value;

  ExitCode(int value) {
    this.value = value;
  }

  /** The exit status while every guest is as it was. */
  public int value() {
    return value;
  }

  /** The exit status while a guest is still owed something. */
  public int withServiceDown() {
    return value + SERVICE_DOWN;
  }
}
