package org.cvmsnap.workflow;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Mode;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Subject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much longer a guest will be away, as its last runs let expect. */
final class TimeLeft {
  private static final Logger logger = LoggerFactory.getLogger(TimeLeft.class);

  private TimeLeft() {}

  /**
   * What is left of an outage; empty where no run tells, or it takes longer already than half of
   * them did.
   *
   * @param doing what the run does now
   */
  static Optional<Duration> of(RunRecord record, UnfinishedRun.Doing doing, Session session) {
    Optional<Instant> away = record.awaySince().filter(from -> record.guestDown());
    if (record.plan().guest().isEmpty() || away.isEmpty()) {
      return Optional.empty();
    }
    boolean returning = record.position().filter(RunRecord.Position::returning).isPresent();
    GuestName guest = record.plan().guest().get();
    Mode mode = OutageReport.mode(record.plan());
    List<Duration> before;
    try {
      before =
          returning
              ? PastOutages.counted(session, guest, mode)
                  .flatMap(course -> rest(course, doing.subject(), session).stream())
                  .toList()
              : PastOutages.of(session, guest, mode).lasted();
    } catch (UncheckedIOException e) {
      logger.warn("how long {} will be away cannot be learned", guest, e);
      return Optional.empty();
    }
    Instant from = returning ? doing.since() : away.get();
    return PastOutages.median(before)
        .map(usual -> usual.minus(Duration.between(from, session.now())))
        .filter(left -> !left.isNegative() && !left.isZero());
  }

  /** From the beginning of an act on the way home until the guest was back. */
  private static Optional<Duration> rest(Journals.Course past, Subject act, Session session) {
    RunCourse course = RunCourse.of(past, session);
    Instant back = past.record().back().orElseThrow();
    return course.acts().stream()
        .filter(each -> each.phase() == Phase.RETURN && each.subject().equals(act))
        .map(each -> Duration.between(each.begun(), back))
        .findFirst();
  }
}
