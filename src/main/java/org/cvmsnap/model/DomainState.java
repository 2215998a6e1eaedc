package org.cvmsnap.model;

import java.util.Locale;

/** What a logical domain is doing, as far as the Logical Domains Manager tells. */
public enum DomainState {
  /** Started; the operating system may be up, booting, panicked, or not there (ok prompt). */
  ACTIVE,
  /** Stopped but holding its resources: its disks' back ends are open. */
  BOUND,
  /** Stopped and unbound: it holds nothing open. */
  INACTIVE,
  /**
   * Halted in the midst of its work, as by a migration or one that failed: it holds its disks open
   * with file systems mounted, and answers nobody.
   */
  SUSPENDED,
  /** On the way between two of these, or in a state that cvmsnap has no name for: look again. */
  CHANGING;

  /** What {@code ldm list -p} spells it as, where that tells it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state that {@code ldm list -p} spells as {@code word}; any unknown word is CHANGING. */
  public static DomainState of(String word) {
    return switch (word) {
      case "active" -> ACTIVE;
      case "bound" -> BOUND;
      case "inactive" -> INACTIVE;
      case "suspended" -> SUSPENDED;
      default -> CHANGING;
    };
  }
}
