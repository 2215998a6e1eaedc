package org.cvmsnap.workflow;

import java.util.List;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.journal.RunRecord;

/**
 * What is owed, as the journals on this machine tell.
 *
 * @param unfinished the runs that have not ended, oldest first
 * @param damaged the journals that cannot be read, so that nobody knows what is owed
 * @param unaccounted what else is there that these journals do not account for
 */
public record Status(
    List<RunRecord> unfinished, List<Journals.Damaged> damaged, Unaccounted unaccounted) {
  public Status {
    unfinished = List.copyOf(unfinished);
    damaged = List.copyOf(damaged);
  }

  /** What the journals say; nothing else is asked. */
  public static Status of(Session session) {
    return with(session, Unaccounted.NOTHING);
  }

  /** What the journals say, and what there is besides. */
  public static Status looked(Session session) throws InterruptedException {
    return with(session, Unaccounted.of(session));
  }

  private static Status with(Session session, Unaccounted unaccounted) {
    Journals.Left left = session.journals().left();
    return new Status(left.unfinished(), left.damaged(), unaccounted);
  }

  /** Whether the content of some volume is in doubt, or it is not known whether all is told. */
  public boolean doubtful() {
    return !unaccounted.unknown().isEmpty()
        || unfinished.stream().anyMatch(run -> !run.doubts().isEmpty());
  }

  /** Whether some guest may not be as it was. */
  public boolean owed() {
    return !damaged.isEmpty()
        || !unaccounted.cases().isEmpty()
        || unfinished.stream().anyMatch(RunRecord::serviceDown);
  }
}
