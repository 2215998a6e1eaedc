package org.cvmsnap.workflow;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.error.BusyException;
import org.cvmsnap.error.CvmsnapException;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.error.InternalErrorException;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.journal.Doubt;
import org.cvmsnap.journal.Event;
import org.cvmsnap.journal.RunJournal;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.outage.TakeOverPlanner;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Invocation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pays what runs that were cut short still owe, and finishes or undoes what they were made for. */
public final class Recovery {
  private static final Logger logger = LoggerFactory.getLogger(Recovery.class);

  private final Session session;
  private final EngineListener listener;
  private final boolean writesOff;
  private final UnfinishedRuns unfinished;

  public Recovery(Session session, EngineListener listener) {
    this(session, listener, false);
  }

  Recovery(Session session, EngineListener listener, boolean writesOff) {
    this.session = session;
    this.listener = listener;
    this.writesOff = writesOff;
    this.unfinished = session.unfinished();
  }

  /**
   * One that gives up what is owed to a domain that this control domain has no more, and pays the
   * rest; where the domain is there it refuses.
   */
  public Recovery writingOff() {
    return new Recovery(session, listener, true);
  }

  /**
   * How the recovery of one run went.
   *
   * @param owed what it owed at first
   * @param toType what the operator types to bring the guest back without cvmsnap; empty where it
   *     is back
   * @param away how long the guest could not be used; empty where it always could, or still cannot
   * @param rebooted whether somebody has booted it although it was to run on
   * @param bug whether an internal error has ended it
   * @param losses what was owed to a domain that is there no more, and is not any more
   * @param doubtWrittenOff whether nobody need know any more what is on its volumes
   */
  public record Recovered(
      RunRecord run,
      List<Debt> owed,
      RunResult result,
      List<Invocation> toType,
      Optional<Duration> away,
      boolean rebooted,
      boolean bug,
      List<Debt> losses,
      boolean doubtWrittenOff) {
    Recovered(RunRecord run, List<Debt> owed, RunResult result, List<Invocation> toType) {
      this(run, owed, result, toType, Optional.empty(), false, false, List.of(), false);
    }

    /** Of a run that nothing could be done for. */
    static Recovered none(RunRecord run, CvmsnapException why) {
      List<String> undone =
          run.serviceDown()
              ? List.of()
              : List.of(
                  "%s is not finished: %s".formatted(run.plan().operation(), why.described()));
      RunResult result =
          new RunResult(
              RunResult.Ending.FAILED,
              false,
              why.described(),
              List.of(),
              run.owing(),
              run.doubts(),
              undone,
              List.of(),
              Optional.empty());
      boolean bug = why instanceof InternalErrorException;
      return new Recovered(
          run, run.debts(), result, List.of(), Optional.empty(), false, bug, List.of(), false);
    }

    /** Whether it was to bring up a guest of another node, and had not begun with that. */
    public boolean leftDown() {
      return run.plan().operation().equals(TakeOverPlanner.OPERATION) && !run.hadOutage();
    }

    /** The process's exit status, as far as this run has to do with it. */
    public int status() {
      if (bug) {
        return result.serviceDown()
            ? ExitCode.INTERNAL.withServiceDown()
            : ExitCode.INTERNAL.value();
      }
      if (result.serviceDown()) {
        return ExitCode.FAILED.withServiceDown();
      }
      if (leftDown() && result.ending() != RunResult.Ending.SUCCEEDED) {
        return result.exit().value();
      }
      if (leftDown() || !result.doubts().isEmpty()) {
        return ExitCode.FAILED.value();
      }
      return (result.undone().isEmpty() ? ExitCode.DONE : ExitCode.HOUSEKEEPING).value();
    }
  }

  /**
   * What has come of it.
   *
   * @param runs that were recovered, or could not be
   * @param left what is there besides that no run accounts for
   */
  public record Report(List<Recovered> runs, Unaccounted left) {}

  /**
   * Recovers the runs that were cut short: all, or those of one guest, or one.
   *
   * @return also those that could not be recovered here, where some guest may be down
   * @throws BusyException when the process of such a run is still at work, or when there is none of
   *     the guest here and a record says that one was begun elsewhere
   * @throws RefusedException when there are only some that cannot be recovered here, and no guest
   *     is owed anything; also when none is meant, and others are owed something
   */
  public Report run(Optional<RunId> run, Optional<GuestName> guest) {
    boolean known = run.isEmpty() || unfinished.damaged(run.get());
    List<Recovered> recovered = recover(run, guest, known);
    Unaccounted left = known ? unaccounted(recovered) : Unaccounted.NOTHING;
    if (recovered.isEmpty() && guest.isPresent()) {
      unfinished.requireNoOther(guest.get(), left);
    }
    return new Report(recovered, guest.map(left::of).orElse(left));
  }

  /**
   * What a recovery would do.
   *
   * @param obstacles why it would not do all that is owed; empty where nothing is in the way
   */
  public record Previewed(List<Invocation> commands, List<String> obstacles) {}

  /**
   * The commands that {@link #run} would give if the world stayed as it is; executes nothing.
   *
   * @throws BusyException when a living process is at all that is meant
   * @throws RefusedException when none is meant, or one cannot be recovered here
   */
  public Previewed preview(Optional<RunId> run, Optional<GuestName> guest)
      throws InterruptedException {
    List<RunRecord> runs = unfinished.meant(run, guest);
    if (run.isPresent() && runs.isEmpty()) {
      throw unfinished.noRun(run.get());
    }
    if (guest.isPresent() && runs.isEmpty()) {
      unfinished.requireNoOther(guest.get(), Unaccounted.of(session));
    }
    List<RunRecord> free = unfinished.requireAbandoned(runs, session);
    RecoveryChecks checks = new RecoveryChecks(session);
    free.forEach(record -> checks.requireHere(record.plan()));
    List<Previewed> all = free.stream().map(each -> RecoveryPreview.of(session, each)).toList();
    return new Previewed(
        all.stream().flatMap(each -> each.commands().stream()).toList(),
        all.stream().flatMap(each -> each.obstacles().stream()).toList());
  }

  /** What has been recovered is told even where a signal comes meanwhile. */
  private Unaccounted unaccounted(List<Recovered> recovered) {
    Session reaching =
        recovered.stream()
            .findFirst()
            .map(each -> session.reaching(each.run().plan().access()))
            .orElse(session);
    try {
      Unaccounted all = Unaccounted.of(reaching);
      all.cases().stream()
          .filter(each -> !each.here())
          .map(each -> each.told().problem() + " " + each.told().next())
          .forEach(listener::warn);
      return all.here();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Unaccounted(List.of(), "a signal came");
    }
  }

  private List<Recovered> recover(Optional<RunId> run, Optional<GuestName> guest, boolean known) {
    List<RunRecord> runs = unfinished.meant(run, guest);
    if (run.isPresent() && runs.isEmpty() && !known) {
      throw unfinished.noRun(run.get());
    }
    if (runs.isEmpty() && guest.isPresent()) {
      OtherNodes.requireUnlocked(session, guest.get());
    }
    return new Recoveries(session, listener, writesOff).of(runs);
  }

  /**
   * Recovers the runs of a guest that this process has already claimed.
   *
   * @throws RefusedException when a journal of the guest's cannot be read: it may be down, and
   *     would be taken for one that was off
   */
  List<Recovered> payHeld(GuestName guest) {
    unfinished.requireReadable(guest);
    List<Recovered> recovered = new ArrayList<>();
    unfinished.of(guest).forEach(record -> recovered.add(pay(record)));
    return recovered;
  }

  /** Recovers a run of a guest that this process has already claimed. */
  RunResult payHeld(RunRecord record) {
    return pay(record).result();
  }

  /**
   * Finishes the runs that took no guest down and are about volumes that this process has claimed.
   *
   * @return whether there were any
   */
  boolean finishHeld(List<VolumeId> volumes) {
    List<RunRecord> left =
        unfinished.concerning(volumes).stream()
            .filter(record -> record.plan().finishedLater())
            .toList();
    left.forEach(this::pay);
    return !left.isEmpty();
  }

  /**
   * Ends the runs of a guest that owe nothing, and of which only the content of volumes was in
   * doubt, where that is known again. A doubt that came while another one was open stays as long as
   * that: what it kept of the volumes is a mixture.
   *
   * @param gone whether there is no such volume any more
   */
  void known(GuestName guest, Doubt.Done done, Predicate<VolumeId> gone) {
    Set<VolumeId> open = new HashSet<>();
    for (RunRecord record : unfinished.of(guest)) {
      Doubt doubt = record.doubt();
      if (record.onlyInDoubt()
          && Collections.disjoint(open, doubt.mixed())
          && doubt.endedBy(done, gone)) {
        end(record);
      } else {
        open.addAll(doubt.mixed());
      }
    }
  }

  /** Ends the runs that owe nothing, and of which nothing is left that was in doubt. */
  void discarded() {
    RecoveryChecks checks = new RecoveryChecks(session);
    unfinished.all().stream().filter(checks::nothingLeft).forEach(this::end);
  }

  private void end(RunRecord record) {
    try (RunJournal journal =
        session
            .journals()
            .resume(record.plan().run(), new Event.Resumed(session.now(), session.owner()))) {
      journal.note(new Event.Ended(session.now(), ExitCode.FAILED.value()));
    } catch (IOException e) {
      logger.warn("the journal of run {} cannot be ended", record.plan().run(), e);
    }
  }

  /**
   * Reaches the machines as the run did.
   *
   * @throws BusyException when another run has taken the guest over
   * @throws RefusedException when the run cannot be recovered here
   */
  Recovered pay(RunRecord record) {
    return new Recovery(session.reaching(record.plan().access()), listener, writesOff).paid(record);
  }

  private Recovered paid(RunRecord record) {
    RecoveryChecks checks = new RecoveryChecks(session);
    checks.requireHere(record.plan());
    checks.requireNotTakenOver(record);
    boolean gone = writesOff && record.serviceDown();
    boolean accepted =
        (writesOff && record.doubt().canBeWrittenOff()) || checks.nothingLeft(record);
    if (writesOff && !accepted && !record.doubt().none()) {
      listener.warn(
          "--write-off: a snapshot that is in doubt stays so, as it would be taken for a good one.");
    }
    if (gone) {
      checks.requireGone(record.plan());
    }
    List<Debt> owed = record.debts();
    try (RunJournal journal =
        session
            .journals()
            .resume(record.plan().run(), new Event.Resumed(session.now(), session.owner()))) {
      listener.recovering(
          record.plan().run().value(),
          (int) owed.stream().filter(debt -> debt.guest().isPresent()).count());
      if (gone || accepted) {
        journal.commit(new Event.WrittenOff(session.now()));
      }
      boolean acts = record.serviceDown() || record.plan().guest().isEmpty();
      if (acts && !session.engine(listener).hold(journal)) {
        checks.requireNotTakenOver(
            record); // somebody may have been first; nothing else keeps a guest down
      }
      RunResult result = session.engine(listener).recover(journal);
      if (result.serviceDown() && journal.record().losses().isEmpty()) {
        checks.gone(record.plan()).ifPresent(listener::warn);
      }
      if (!gone) { // there is no guest of which anything could be told
        new Notification(session, listener, record.plan()).tell(result);
        RunNotice.tell(session, record.plan(), result);
      }
      return new Recovered(
          record,
          owed,
          result,
          new Preview(session).byHand(journal.record()).commands(),
          journal.record().away(),
          journal
              .record()
              .awaySince()
              .filter(since -> Reboot.since(session, record.plan(), since))
              .isPresent(),
          false,
          journal.record().losses(),
          accepted);
    } catch (IOException e) {
      throw new RefusedException(
          "The journal of run " + record.plan().run() + " cannot be opened", e);
    }
  }
}
