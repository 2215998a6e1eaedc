package org.cvmsnap.workflow;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Mode;
import org.cvmsnap.model.RunId;
import org.cvmsnap.run.Debt;

/**
 * One run of the history, as its journal tells.
 *
 * @param about the guest, or what else it is about
 * @param ended when it ended; empty where it has not
 * @param mode how its guest let go of the volumes; empty where it takes no guest down
 * @param exit the exit status with which it ended; empty where it has not
 * @param state whether anybody is at it; empty where it has ended
 * @param owed what it still owes, as phrases
 * @param down whether its guest is not as it was
 * @param awaySince when its guest could no longer be used; empty where it always could
 * @param back when it could be used again; empty where it always could, or still cannot
 * @param away how long its guest could not be used; empty where it always could, or still cannot,
 *     and where clocks do not tell
 */
public record PastRun(
    RunId run,
    Instant begun,
    Optional<GuestName> guest,
    String about,
    String operation,
    Optional<Instant> ended,
    Optional<Mode> mode,
    OptionalInt exit,
    Optional<UnfinishedRun.State> state,
    List<String> owed,
    boolean down,
    Optional<Instant> awaySince,
    Optional<Instant> back,
    Optional<Duration> away) {
  public PastRun {
    owed = List.copyOf(owed);
  }

  static PastRun of(RunRecord record, Session session) {
    return new PastRun(
        record.plan().run(),
        record.begun(),
        record.plan().guest(),
        record.plan().about(),
        record.plan().operation(),
        Optional.of(record.last()).filter(last -> record.ended()),
        record.plan().guest().map(guest -> OutageReport.mode(record.plan())),
        record.exit(),
        record.ended() ? Optional.empty() : Optional.of(UnfinishedRun.of(record, session).state()),
        record.debts().stream().map(Debt::owed).toList(),
        record.serviceDown(),
        record.awaySince(),
        record.back(),
        record.away());
  }

  /** How it ended, or that it has not, in a word. */
  public String outcome() {
    return state.map(UnfinishedRun.State::word).orElseGet(() -> ExitCode.outcome(exit.getAsInt()));
  }

  /** Whether it did what it was for, whatever became of what comes after. */
  public boolean succeeded() {
    return exit.isPresent()
        && (exit.getAsInt() == ExitCode.DONE.value()
            || exit.getAsInt() == ExitCode.HOUSEKEEPING.value());
  }
}
