package org.cvmsnap.error;

/**
 * What a run of cvmsnap tells its caller. The numbers are a contract with scripts and monitors; a
 * number that is not here is a failure.
 */
public enum ExitCode {
  /** Done, and the guest is as it was. */
  DONE(0, "done"),
  /** A bug in cvmsnap. */
  INTERNAL(1, "internal error (a bug)"),
  /** The command line or the configuration is wrong; nothing was touched. */
  USAGE(2, "usage or configuration"),
  /** Refused before anything was touched. */
  REFUSED(3, "refused before anything was touched"),
  /** Another run holds the guest or the volume; nothing was touched. */
  BUSY(4, "another run holds the guest or the volume; nothing touched"),
  /** The operation failed; the guest is back as it was. */
  FAILED(5, "the operation failed; the guest is back as it was"),
  /** A signal ended the operation; the guest is back as it was. */
  INTERRUPTED(6, "interrupted; the guest is back as it was"),
  /** Done and the guest is back, but something afterwards (a tag, a hook, retention) failed. */
  HOUSEKEEPING(7, "done and the guest is back, but housekeeping failed");

  /** Added when the guest is not in its prior state; {@code cvmsnap recover} pays. */
  public static final int SERVICE_DOWN = 100;

  /** What a status of {@link #SERVICE_DOWN} and more means, as help and documentation put it. */
  public static final String DOWN_MEANING =
      "service down: the guest is NOT as it was; type cvmsnap recover";

  private final int value;
  private final String meaning;

  ExitCode(int value, String meaning) {
    this.value = value;
    this.meaning = meaning;
  }

  /** How a command, or a run, with that exit status has ended, in a word. */
  public static String outcome(int status) {
    if (status == SERVICE_DOWN) {
      return "failed";
    }
    int ending = status % SERVICE_DOWN;
    if (ending == DONE.value || ending == HOUSEKEEPING.value) {
      return "succeeded";
    }
    if (ending == INTERRUPTED.value) {
      return "interrupted";
    }
    boolean untouched = ending == USAGE.value || ending == REFUSED.value || ending == BUSY.value;
    return untouched ? "refused" : "failed";
  }

  /** What it means, as help and documentation put it. */
  public String meaning() {
    return meaning;
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
