package org.cvmsnap.workflow;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Nearest;
import org.cvmsnap.model.RunId;

/** The runs that the journals on this machine tell of, whether or not they have ended. */
public final class RunHistory {
  private final Session session;

  public RunHistory(Session session) {
    this.session = session;
  }

  /** One line of it. */
  public sealed interface Entry {}

  /** A run whose journal can be read. */
  public record Read(PastRun run) implements Entry {}

  /** A run whose journal cannot. */
  public record Unread(Journals.Damaged journal) implements Entry {}

  /**
   * The runs, newest first.
   *
   * @param guest of these alone; what cannot be read may be of any guest that its name does not
   *     rule out
   * @param since begun then or later
   */
  public List<Entry> of(Optional<GuestName> guest, Optional<Instant> since) {
    return session
        .journals()
        .all(begun(since))
        .filter(kept -> guest.map(of -> concerns(kept, of)).orElse(true))
        .map(this::entry)
        .toList();
  }

  /** Whether a run of that name may have begun by then: what is no run's name may be anything. */
  private static Predicate<String> begun(Optional<Instant> since) {
    return name ->
        since.isEmpty()
            || RunId.legal(name)
                .map(RunId::start)
                .map(start -> !start.plusSeconds(1).isBefore(since.get()))
                .orElse(true);
  }

  private static boolean concerns(Journals.Kept kept, GuestName guest) {
    if (kept instanceof Journals.Damaged damaged) {
      return damaged.about().map(guest.value()::equals).orElse(true);
    }
    return kept instanceof Journals.Course course
        && course.record().plan().guest().equals(Optional.of(guest));
  }

  private Entry entry(Journals.Kept kept) {
    if (kept instanceof Journals.Damaged damaged) {
      return new Unread(damaged);
    }
    if (kept instanceof Journals.Course course) {
      return new Read(PastRun.of(course.record(), session));
    }
    throw new AssertionError(kept);
  }

  /**
   * What happened in a run.
   *
   * @throws RefusedException when there is no journal of it here, or it cannot be read
   */
  public RunCourse course(RunId run) {
    Journals.Kept kept = session.journals().kept(run.value()).orElseThrow(() -> unknown(run));
    if (kept instanceof Journals.Damaged damaged) {
      throw new RefusedException(
          "The journal of run %s cannot be read: %s.".formatted(run, damaged.why()),
          "cvmsnap status says what is known of what it owes.");
    }
    if (kept instanceof Journals.Course course) {
      return RunCourse.of(course, session);
    }
    throw new AssertionError(kept);
  }

  private RefusedException unknown(RunId run) {
    List<String> names =
        session
            .journals()
            .all(name -> true)
            .flatMap(kept -> record(kept).stream())
            .map(record -> record.plan().run().value())
            .toList();
    return new RefusedException(
        "There is no journal of run " + run + " here.",
        Nearest.ask(
            run.value(), names, "cvmsnap runs lists those that there are; each node has its own."));
  }

  /** What is known of a run whose journal can be read. */
  static Optional<RunRecord> record(Journals.Kept kept) {
    return kept instanceof Journals.Course course ? Optional.of(course.record()) : Optional.empty();
  }
}
