package org.cvmsnap.workflow;

/**
 * How something that is watched stands; the worse, the later. What could not be learned is worse
 * than a warning, as it may hide anything, and not as bad as what is known to be critical, which
 * somebody has to be woken for in any case.
 */
public enum Health {
  OK(0),
  WARNING(1),
  UNKNOWN(3),
  CRITICAL(2);

  private final int status;

  Health(int status) {
    this.status = status;
  }

  /** The exit status by which a monitoring system knows it. */
  public int status() {
    return status;
  }

  public Health worse(Health other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
