package org.cvmsnap.workflow;

import java.util.Locale;

/** Whether guests are as they were. */
public enum Service {
  /** Nothing is owed to any. */
  UP,
  /** Something is owed. */
  DOWN,
  /** Nobody can tell. */
  UNKNOWN;

  /** The word for programs. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** That of something that is known to be owed, or not. */
  public static Service owed(boolean owed) {
    return owed ? DOWN : UP;
  }
}
