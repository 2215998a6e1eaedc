package org.cvmsnap.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.RunId;
import org.cvmsnap.workflow.UnfinishedRun.Doing;

/** Watches a run of another process by its journal, and touches neither. */
public final class Following {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Session session;

  public Following(Session session) {
    this.session = session;
  }

  /** A run that has ended, and with which exit status. */
  public record Ended(RunId run, int exit) {}

  /**
   * Watches the run that is named, or the only one at work of those that are meant, until it has
   * ended.
   *
   * @param told what it does, whenever that is something else than before
   * @return empty where no such run is at work, or nobody is at it any more
   * @throws RefusedException when several are at work
   */
  public Optional<Ended> watch(
      Optional<RunId> named, Optional<GuestName> guest, Consumer<Doing> told)
      throws InterruptedException {
    Optional<RunId> run = named.isPresent() ? named : atWork(guest);
    if (run.isEmpty()) {
      return Optional.empty();
    }
    Optional<Doing> before = Optional.empty();
    while (true) {
      Optional<RunRecord> record = read(run.get());
      OptionalInt exit = record.map(RunRecord::exit).orElseGet(OptionalInt::empty);
      if (exit.isPresent()) {
        return Optional.of(new Ended(run.get(), exit.getAsInt()));
      }
      Optional<UnfinishedRun> now = record.map(each -> UnfinishedRun.of(each, session));
      if (now.filter(UnfinishedRun::running).isEmpty()) {
        return ended(run.get());
      }
      Optional<Doing> doing = now.flatMap(UnfinishedRun::doing);
      if (!subject(doing).equals(subject(before))) {
        doing.ifPresent(told);
      }
      before = doing;
      session.pause(session.processes().time(), INTERVAL);
    }
  }

  private static Optional<String> subject(Optional<Doing> doing) {
    return doing.map(each -> each.subject().toString());
  }

  /** Its process gives up the lock after it has written that it has ended. */
  private Optional<Ended> ended(RunId run) {
    OptionalInt exit = read(run).map(RunRecord::exit).orElseGet(OptionalInt::empty);
    return exit.isPresent() ? Optional.of(new Ended(run, exit.getAsInt())) : Optional.empty();
  }

  private Optional<RunId> atWork(Optional<GuestName> guest) {
    List<RunId> runs =
        session.unfinished().all().stream()
            .filter(record -> guest.isEmpty() || record.plan().guest().equals(guest))
            .filter(record -> UnfinishedRun.of(record, session).running())
            .map(record -> record.plan().run())
            .toList();
    if (runs.size() > 1) {
      throw new RefusedException(
          "Several runs are at work: %s."
              .formatted(runs.stream().map(RunId::value).collect(Collectors.joining(", "))),
          "Name one of them with --run.");
    }
    return runs.stream().findFirst();
  }

  private Optional<RunRecord> read(RunId run) {
    try {
      return session.journal(run);
    } catch (IOException e) {
      throw new UncheckedIOException("the journal of run " + run + " cannot be read", e);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // damaged, and told as that
    }
  }
}
