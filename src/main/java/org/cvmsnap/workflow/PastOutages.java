package org.cvmsnap.workflow;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Mode;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.Span;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long a guest was away in its last runs, which is the best guess of how long it will be away
 * in the next one. A run counts that let go of the volumes in the same way, did what it was for,
 * and was not cut short.
 *
 * @param mode how the guest let go of the volumes: not {@link Mode#AUTO}
 * @param lasted of each run, newest first; empty where none is known
 */
public record PastOutages(GuestName guest, Mode mode, List<Duration> lasted) {
  private static final Logger logger = LoggerFactory.getLogger(PastOutages.class);

  /** How many runs count, and how many are read to find these. */
  static final int COUNTED = 10;

  private static final int READ = 50;

  public PastOutages {
    lasted = List.copyOf(lasted);
  }

  /** What the journals on this machine tell; what cannot be read tells nothing. */
  static PastOutages of(Session session, GuestName guest, Mode mode) {
    try {
      return new PastOutages(
          guest,
          mode,
          counted(session, guest, mode)
              .flatMap(course -> course.record().away().stream())
              .toList());
    } catch (UncheckedIOException e) {
      logger.warn("how long {} was away before cannot be learned", guest, e);
      return new PastOutages(guest, mode, List.of());
    }
  }

  /**
   * The runs that count, newest first.
   *
   * @throws UncheckedIOException when the journals cannot be read
   */
  static Stream<Journals.Course> counted(Session session, GuestName guest, Mode mode) {
    return courses(session, guest)
        .filter(course -> OutageReport.mode(course.record().plan()) == mode)
        .filter(course -> course.record().away().isPresent())
        .limit(COUNTED);
  }

  /**
   * The runs that tell something of the guest, newest first.
   *
   * @throws UncheckedIOException when the journals cannot be read
   */
  static Stream<Journals.Course> courses(Session session, GuestName guest) {
    String subject = "-" + guest.value() + "-";
    return session
        .journals()
        .all(name -> RunId.legal(name).isPresent() && name.contains(subject))
        .limit(READ)
        .filter(Journals.Course.class::isInstance)
        .map(Journals.Course.class::cast)
        .filter(course -> course.record().plan().guest().equals(Optional.of(guest)))
        .filter(course -> course.record().ended() && !course.record().resumed())
        .filter(course -> PastRun.of(course.record(), session).succeeded());
  }

  public Optional<Duration> shortest() {
    return lasted.stream().min(Duration::compareTo);
  }

  public Optional<Duration> longest() {
    return lasted.stream().max(Duration::compareTo);
  }

  /** As many were longer as were shorter. */
  public Optional<Duration> median() {
    return median(lasted);
  }

  static Optional<Duration> median(List<Duration> times) {
    List<Duration> sorted = times.stream().sorted().toList();
    return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get(sorted.size() / 2));
  }

  /** What has to be known before a run that may last so long only; empty where that is enough. */
  Optional<String> exceeding(Duration limit) {
    return longest()
        .filter(longest -> longest.compareTo(limit) > 0)
        .map(
            longest ->
                "%s, and --max-outage allows %s: the run is abandoned where it takes as long."
                    .formatted(described(), Span.text(limit)));
  }

  /** A sentence without its full stop: "ldom1 was away for 2 min 14 s to 2 min 40 s in ...". */
  public String described() {
    if (lasted.isEmpty()) {
      return "no run of %s%s is known here that tells how long it will be %s"
          .formatted(guest, mode == Mode.DETACH ? " with --mode detach" : "", mode.absence());
    }
    String first = Span.text(shortest().orElseThrow());
    String last = Span.text(longest().orElseThrow());
    return "%s was %s for %s in its last %s"
        .formatted(
            guest,
            mode.absence(),
            first.equals(last) ? first : first + " to " + last,
            lasted.size() == 1 ? "run" : lasted.size() + " runs");
  }
}
