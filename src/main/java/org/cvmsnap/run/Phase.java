package org.cvmsnap.run;

import java.util.Locale;

/** When, relative to the guest's outage, a step runs. */
public enum Phase {
  /** While the guest still works: slow work, such as synchronizing a mirror. */
  PREPARE,
  /** While the guest is being taken down, and is down. */
  OUTAGE,
  /** While the guest is being brought back. */
  RETURN,
  /** When the guest is back: marks, clean-up. */
  AFTER;

  /** The word in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
