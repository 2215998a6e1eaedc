package org.cvmsnap.workflow;

import java.time.Instant;
import java.util.List;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.journal.Journals;

/**
 * What is owed, as the journals on this machine tell, and whether anybody is at it.
 *
 * @param unfinished the runs that have not ended, oldest first
 * @param damaged the journals that cannot be read, so that nobody knows what is owed
 * @param unaccounted what else is there that these journals do not account for
 * @param now when that was so, in the time of the site
 */
public record Status(
    List<UnfinishedRun> unfinished,
    List<Journals.Damaged> damaged,
    Unaccounted unaccounted,
    Instant now) {
  public Status {
    unfinished = List.copyOf(unfinished);
    damaged = List.copyOf(damaged);
  }

  /** What the journals and the locks say; nothing else is asked. */
  public static Status of(Session session) {
    return of(session, session.journals().left(), Unaccounted.NOTHING);
  }

  /** The runs that this process is at; what cannot be read is none of them. */
  public static List<UnfinishedRun> own(Session session) {
    return session.journals().unfinished().stream()
        .filter(run -> run.owner().equals(session.owner()))
        .map(run -> UnfinishedRun.of(run, session))
        .toList();
  }

  private static Status of(Session session, Journals.Left left, Unaccounted unaccounted) {
    return new Status(
        left.unfinished().stream().map(run -> UnfinishedRun.of(run, session)).toList(),
        left.damaged(),
        unaccounted,
        session.now());
  }

  /** The same, with what is to be typed by hand, and what there is besides. */
  public static Status looked(Session session) throws InterruptedException {
    Journals.Left left = session.journals().left();
    Status status = of(session, left, Unaccounted.of(session, left));
    return new Status(
        status.unfinished().stream().map(run -> run.looked(session)).toList(),
        status.damaged(),
        status.unaccounted(),
        status.now());
  }

  /** Whether the content of some volume is in doubt, or it is not known whether all is told. */
  private boolean doubtful() {
    return !unaccounted.unknown().isEmpty()
        || unfinished.stream().anyMatch(run -> !run.running() && !run.record().doubts().isEmpty());
  }

  /** Whether some guest may not be as it was. */
  public boolean owed() {
    return lost() || unfinished.stream().anyMatch(run -> run.record().serviceDown());
  }

  /** The service of all guests that the journals here can tell of. */
  public Service service() {
    return Service.of(
        unfinished.stream().map(UnfinishedRun::record), lost() || !unaccounted.unknown().isEmpty());
  }

  /** Whether something may be owed that no journal tells. */
  private boolean lost() {
    return !damaged.isEmpty() || !unaccounted.cases().isEmpty();
  }

  /** The exit status that says so. */
  public int exit() {
    if (lost()
        || unfinished.stream().anyMatch(run -> !run.running() && run.record().serviceDown())) {
      return ExitCode.SERVICE_DOWN;
    }
    if (doubtful()) {
      return ExitCode.FAILED.value();
    }
    boolean busy =
        unfinished.stream()
            .anyMatch(run -> run.running() && run.record().plan().guest().isPresent());
    return (busy ? ExitCode.BUSY : ExitCode.DONE).value();
  }
}
