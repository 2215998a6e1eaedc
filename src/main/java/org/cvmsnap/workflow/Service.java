package org.cvmsnap.workflow;

import java.util.Locale;
import java.util.stream.Stream;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.journal.RunRecord;

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

  /** That of all guests, as the journals here alone tell: no lock and no process is asked. */
  public static Service of(Session session) {
    Journals.Left left = session.journals().left();
    return of(left.unfinished().stream(), !left.damaged().isEmpty());
  }

  /**
   * That of all guests.
   *
   * @param untold whether something may be owed that no journal tells
   */
  static Service of(Stream<RunRecord> unfinished, boolean untold) {
    return unfinished.anyMatch(RunRecord::serviceDown) ? DOWN : untold ? UNKNOWN : UP;
  }

  /** That of something that is known to be owed, or not. */
  public static Service owed(boolean owed) {
    return owed ? DOWN : UP;
  }
}
