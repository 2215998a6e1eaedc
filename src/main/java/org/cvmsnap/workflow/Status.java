package org.cvmsnap.workflow;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.journal.RunRecord;

/**
 * What is owed, as the journals on this machine tell.
 *
 * @param unfinished the runs that have not ended, oldest first
 * @param stopped those of them whose process is stopped, and does not go on by itself
 * @param damaged the journals that cannot be read, so that nobody knows what is owed
 * @param unaccounted what else is there that these journals do not account for
 */
public record Status(
    List<RunRecord> unfinished,
    Set<RunRecord> stopped,
    List<Journals.Damaged> damaged,
    Unaccounted unaccounted) {
  public Status {
    unfinished = List.copyOf(unfinished);
    stopped = Set.copyOf(stopped);
    damaged = List.copyOf(damaged);
  }

  /** What the journals say; nothing else is asked. */
  public static Status of(Session session) {
    Journals.Left left = session.journals().left();
    return new Status(left.unfinished(), Set.of(), left.damaged(), Unaccounted.NOTHING);
  }

  /** What the journals say, how the processes of the runs are, and what there is besides. */
  public static Status looked(Session session) throws InterruptedException {
    Journals.Left left = session.journals().left();
    return new Status(
        left.unfinished(),
        left.unfinished().stream()
            .filter(run -> session.processes().stopped(run.owner().pid()))
            .collect(Collectors.toUnmodifiableSet()),
        left.damaged(),
        Unaccounted.of(session, left));
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
