package org.cvmsnap.workflow;

import java.util.List;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.journal.RunRecord;

/**
 * What is owed, as the journals on this machine tell.
 *
 * @param unfinished the runs that have not ended, oldest first
 * @param damaged the journals that cannot be read, so that nobody knows what is owed
 */
public record Status(List<RunRecord> unfinished, List<Journals.Damaged> damaged) {
  public Status {
    unfinished = List.copyOf(unfinished);
    damaged = List.copyOf(damaged);
  }

  public static Status of(Session session) {
    Journals.Left left = session.journals().left();
    return new Status(left.unfinished(), left.damaged());
  }

  /** Whether the content of some volume is in doubt. */
  public boolean doubtful() {
    return unfinished.stream().anyMatch(run -> !run.doubts().isEmpty());
  }

  /** Whether some guest may not be as it was. */
  public boolean owed() {
    return !damaged.isEmpty() || unfinished.stream().anyMatch(RunRecord::serviceDown);
  }
}
