package org.cvmsnap.error;

import java.util.List;

/** Another run holds what this one needs, and nothing was touched. */
public final class BusyException extends CvmsnapException {
  private final boolean abandoned;

  public BusyException(String problem, String next) {
    this(new Refusal(problem, next));
  }

  public BusyException(Refusal refusal) {
    this(refusal, false);
  }

  /**
   * The same.
   *
   * @param abandoned whether nobody can be at that run any more
   */
  public BusyException(Refusal refusal, boolean abandoned) {
    super(ExitCode.BUSY, List.of(refusal));
    this.abandoned = abandoned;
  }

  /** Whether nobody can be at the other run any more, as its node has left the cluster. */
  public boolean abandoned() {
    return abandoned;
  }
}
