package org.cvmsnap.error;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Another run holds what this one needs, and nothing was touched. */
public final class BusyException extends CvmsnapException {
  private final boolean abandoned;
  private final Optional<Instant> since;

  public BusyException(String problem, String next) {
    this(new Refusal(problem, next));
  }

  public BusyException(Refusal refusal) {
    this(refusal, false, Optional.empty());
  }

  /**
   * The same.
   *
   * @param abandoned whether nobody can be at that run any more
   * @param since when it began, where that is known
   */
  public BusyException(Refusal refusal, boolean abandoned, Optional<Instant> since) {
    super(ExitCode.BUSY, List.of(refusal));
    this.abandoned = abandoned;
    this.since = since;
  }

  /** When the other run began; empty where that is not known. */
  public Optional<Instant> since() {
    return since;
  }

  /** Whether nobody can be at the other run any more, as its node has left the cluster. */
  public boolean abandoned() {
    return abandoned;
  }
}
