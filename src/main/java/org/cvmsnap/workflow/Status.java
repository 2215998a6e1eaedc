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
 */
public record Status(
    List<RunRecord> unfinished, Set<RunRecord> stopped, List<Journals.Damaged> damaged) {
  public Status {
    unfinished = List.copyOf(unfinished);
    stopped = Set.copyOf(stopped);
    damaged = List.copyOf(damaged);
  }

  public static Status of(Session session) {
    Journals.Left left = session.journals().left();
    return new Status(left.unfinished(), Set.of(), left.damaged());
  }

  /** The same, once the processes of the runs have been looked at. */
  public Status lookingAt(Guardian.Processes processes) {
    return new Status(
        unfinished,
        unfinished.stream()
            .filter(run -> processes.stopped(run.owner().pid()))
            .collect(Collectors.toUnmodifiableSet()),
        damaged);
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
