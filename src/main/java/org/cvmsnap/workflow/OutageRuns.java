package org.cvmsnap.workflow;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.cluster.OutageFacts;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.engine.RecordedHistory;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.error.BusyException;
import org.cvmsnap.error.Contained;
import org.cvmsnap.error.CvmsnapException;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.error.ServiceDownException;
import org.cvmsnap.host.Time;
import org.cvmsnap.journal.RunJournal;
import org.cvmsnap.model.Deadline;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Mode;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.Span;
import org.cvmsnap.model.TimeOfDay;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.outage.Outage;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;
import org.cvmsnap.run.Subject;

/**
 * Does what takes a guest down: locks it, pays what is owed to it, looks, decides, locks the
 * volumes, finishes what was left of these, asks, and runs.
 */
final class OutageRuns {
  /** A record is there for minutes, and a survey is dozens of commands. */
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(15);

  private final Session session;
  private final EngineListener listener;
  private final Optional<Supervision> supervision;
  private final Recovery recovery;

  OutageRuns(Session session, EngineListener listener, Optional<Supervision> supervision) {
    this.session = session;
    this.listener = listener;
    this.supervision = supervision;
    this.recovery = new Recovery(session, listener);
  }

  /**
   * What a run would do.
   *
   * @param commands those that would change anything, in order
   * @param outages how long the guest was away before; empty where it would not be away
   */
  record Previewed<P>(P planned, List<Invocation> commands, Optional<PastOutages> outages) {}

  /**
   * What a run would do; executes nothing.
   *
   * @throws org.cvmsnap.error.CvmsnapException when the run would not begin
   */
  <F, P, R> Previewed<P> preview(OutageOperation<F, P, R> operation) throws InterruptedException {
    session.unfinished().requireReadable(operation.guest());
    session.unfinished().requireNothingOwed(operation.guest(), session);
    Optional<Deadline> deadline = deadline();
    deadline.ifPresent(this::requireBefore);
    F facts = operation.survey();
    P planned = decided(operation, facts);
    operation.requireCertain(planned, session.unfinished());
    warn(operation.guest(), operation.outage(facts));
    warn(operation, facts, planned);
    deadline.ifPresent(
        last -> listener.warn("The outage does not begin after %s.".formatted(last)));
    Plan plan = locking(operation, facts, planned);
    warnOfLimit(plan);
    StatePlace.require(session);
    return new Previewed<>(planned, new Preview(session).of(plan), outages(plan));
  }

  private <F, P, R> P decided(OutageOperation<F, P, R> operation, F facts)
      throws InterruptedException {
    return operation.decide(facts, session.id(operation.guest())).orThrow();
  }

  /**
   * The plan with the locking of the volumes, where it locks the guest for other nodes.
   *
   * @throws BusyException when a run on another node has one of the volumes
   */
  private <F, P, R> Plan locking(OutageOperation<F, P, R> operation, F facts, P planned)
      throws InterruptedException {
    Plan plan =
        PastBoots.known(
            session, operation.plan(planned).telling(Notification.hooks(operation.options())));
    int locks = (int) plan.steps().stream().filter(Step::keepsOthersOff).count();
    if (locks == 0) {
      return plan;
    }
    OutageFacts outage = operation.outage(facts);
    return VolumeLocks.of(
            session.reading(),
            outage.control(),
            operation.volumes(planned),
            locks,
            group -> Optional.ofNullable(outage.groups().get(group)))
        .around(plan);
  }

  /**
   * Does it.
   *
   * @throws org.cvmsnap.error.CvmsnapException when it did not begin, and nothing was touched
   */
  <F, P, R> R run(OutageOperation<F, P, R> operation, Confirmation confirmation)
      throws InterruptedException {
    try {
      return attempts(operation, confirmation);
    } catch (CvmsnapException e) {
      CvmsnapException told = session.unfinished().refused(operation.guest(), e);
      Notification.refused(session, listener, operation.options(), told);
      throw told;
    }
  }

  private <F, P, R> R attempts(OutageOperation<F, P, R> operation, Confirmation confirmation)
      throws InterruptedException {
    Optional<Deadline> deadline = deadline();
    R report = once(operation, confirmation, deadline);
    Optional<String> kept = operation.keptDisks(report);
    if (operation.options().mode() == Mode.AUTO && kept.isPresent()) {
      listener.warn(
          "%s has not let go of its disks, so it is stopped: %s"
              .formatted(operation.guest(), kept.get()));
      return once(operation.in(Mode.STOP), Confirmation.GIVEN, deadline);
    }
    return report;
  }

  private Optional<TimeOfDay> notAfter() {
    return supervision.flatMap(Supervision::notAfter);
  }

  /** The moment after which no guest is taken down any more, where there is one. */
  private Optional<Deadline> deadline() {
    return notAfter().map(each -> each.nearest(session.now()));
  }

  /**
   * @throws RefusedException when it has passed
   */
  private void requireBefore(Deadline deadline) {
    if (deadline.over(session.now())) {
      throw new RefusedException(
          "The outage was not to begin after %s, which is over.".formatted(deadline),
          "The next window ends at %s: type the same command again at most 12 hours before that."
              .formatted(notAfter().orElseThrow().after(deadline)));
    }
  }

  private <F, P, R> R once(
      OutageOperation<F, P, R> operation, Confirmation confirmation, Optional<Deadline> deadline)
      throws InterruptedException {
    try (HeldLocks locks = new HeldLocks(session)) {
      boolean recovered = lock(operation.guest(), locks);
      try {
        return locked(operation, confirmation, deadline, locks);
      } catch (RefusedException e) {
        throw recovered ? e.afterRecovery() : e;
      }
    }
  }

  private <F, P, R> R locked(
      OutageOperation<F, P, R> operation,
      Confirmation confirmation,
      Optional<Deadline> deadline,
      HeldLocks locks)
      throws InterruptedException {
    deadline.ifPresent(this::requireBefore);
    F facts = unlocked(operation.guest(), operation::survey);
    P planned = decided(operation, facts);
    List<VolumeId> volumes = operation.volumes(planned);
    locks.volumes(volumes);
    if (recovery.finishHeld(volumes)) {
      facts = operation.survey();
      planned = decided(operation, facts);
    }
    operation.requireCertain(planned, session.unfinished());
    warn(operation, facts, planned);
    Plan plan = locking(operation, facts, planned).notAfter(deadline);
    Optional<String> question = operation.question(planned);
    if (question.isPresent()) {
      confirmation.confirm(question.get());
    }
    return operation.run(facts, planned, plan);
  }

  /**
   * Locks the guest, and pays what a crash has left owing to it: it would be taken for one that was
   * off.
   *
   * @return whether anything was owed
   * @throws BusyException when another run has it, and keeps it
   */
  private boolean lock(GuestName guest, HeldLocks locks) throws InterruptedException {
    if (supervision.isPresent()) {
      Subject lock = claiming(guest);
      locks.guest(
          guest,
          supervision.get().lockWait(),
          session.processes().time(),
          why -> {
            listener.began(Phase.PREPARE, lock);
            listener.waiting(lock, why);
          });
    } else {
      locks.guest(guest);
    }
    List<Recovery.Recovered> paid = recovery.payHeld(guest);
    for (Recovery.Recovered earlier : paid) {
      if (earlier.result().serviceDown()) {
        throw new ServiceDownException(
            !earlier.result().domainDown(),
            "An earlier run still owes something to " + guest + ": " + earlier.result().why() + ".",
            ShellLine.hint("See cvmsnap status, then type cvmsnap recover --ldom %s.", guest));
      }
    }
    return paid.stream().anyMatch(each -> !each.owed().isEmpty() || each.run().doubt().none());
  }

  private Subject claiming(GuestName guest) {
    return new Subject("claim-guest", guest.value(), session.owner().host());
  }

  /** A look at the world before a plan is made. */
  private interface Learning<T> {
    T learn() throws InterruptedException;
  }

  /**
   * What a survey learns, once no run on another node has the guest any more; that is waited for as
   * long as for one on this node.
   *
   * @throws BusyException when another run has it, and keeps it
   */
  private <T> T unlocked(GuestName guest, Learning<T> survey) throws InterruptedException {
    Time time = session.site().time();
    Duration end =
        time.elapsed().plus(supervision.map(Supervision::lockWait).orElse(Duration.ZERO));
    boolean told = false;
    while (true) {
      try {
        return survey.learn();
      } catch (BusyException e) {
        if (time.elapsed().compareTo(end) >= 0) {
          throw e;
        }
        if (!told) {
          listener.began(Phase.PREPARE, claiming(guest));
          listener.waiting(claiming(guest), String.valueOf(e.getMessage()));
          told = true;
        }
      }
      session.pause(time, BETWEEN_LOOKS);
    }
  }

  private <F, P, R> void warn(OutageOperation<F, P, R> operation, F facts, P planned) {
    operation.warnings(planned).forEach(listener::warn);
    new Outage(operation.options(), operation.outage(facts))
        .notes(operation.volumes(planned))
        .forEach(listener::warn);
  }

  private Optional<PastOutages> outages(Plan plan) {
    boolean away =
        plan.steps().stream().flatMap(step -> step.debt().stream()).anyMatch(Debt::outage);
    return plan.guest()
        .filter(guest -> away)
        .map(guest -> PastOutages.of(session, guest, OutageReport.mode(plan)));
  }

  /** Tells where the guest may be away for less time than it has been before. */
  private void warnOfLimit(Plan plan) {
    supervision
        .flatMap(terms -> terms.guard(plan))
        .flatMap(guard -> outages(plan).flatMap(past -> past.exceeding(guard.limit())))
        .ifPresent(listener::warn);
  }

  /** Tells what does not speak against the outage, but should be known before it. */
  private void warn(GuestName guest, OutageFacts facts) {
    facts.hazards().described(guest).forEach(listener::warn);
  }

  /** Runs a plan whose guest and volumes this process has claimed. */
  OutageReport run(OutageOptions options, OutageFacts facts, Plan plan)
      throws InterruptedException {
    GuestName guest = options.guest();
    warn(guest, facts);
    warnOfLimit(plan);
    try (RunJournal journal = session.begin(plan)) {
      Optional<Supervision.Guard> guard = supervision.flatMap(terms -> terms.guard(plan));
      if (guard.isPresent()) {
        guard.get().post(options, journal, session, listener);
      }
      RunResult result = session.engine(listener).run(journal);
      RunNotice.tell(session, plan, result);
      VolumeLocks.requireUntaken(result);
      guard.ifPresent(each -> warnOfLength(plan, each.limit(), result));
      boolean rebooted = rebooted(plan, result);
      if (rebooted && !result.serviceDown()) {
        listener.warn(
            "Others have booted %s meanwhile. Where that was after its disks were back, what no boot mounts is not mounted in it, and nobody has looked again."
                .formatted(guest));
      }
      DomainState before = facts.guest().domain().state();
      Optional<DomainState> after = stateOf(facts.control(), guest);
      if (!result.serviceDown()) {
        after
            .filter(state -> state != before)
            .ifPresent(
                state ->
                    listener.warn(
                        "%s was %s and is %s now, which this run has not done itself: a hook has, or others."
                            .formatted(guest, before.word(), state.word())));
      }
      OutageReport report =
          new OutageReport(
              plan.run(),
              guest,
              OutageReport.mode(plan),
              before,
              after,
              rebooted,
              result,
              new RecordedHistory(journal.record()),
              new Preview(session).byHand(journal.record()).commands());
      boolean again = options.mode() == Mode.AUTO && report.keptDisks().isPresent();
      if (!again) {
        new Notification(session, listener, plan).tell(result);
      }
      return report;
    }
  }

  private boolean rebooted(Plan plan, RunResult result) {
    return result.outage().isPresent()
        && Reboot.since(session, plan, result.outage().get().start());
  }

  /** A limit is kept by a process that looks in from time to time, and may come late. */
  private void warnOfLength(Plan plan, Duration limit, RunResult result) {
    result
        .outage()
        .map(RunResult.Outage::lasted)
        .filter(lasted -> lasted.compareTo(limit) > 0)
        .filter(lasted -> !Span.text(lasted).equals(Span.text(limit)))
        .ifPresent(
            lasted ->
                listener.warn(
                    "%s was %s for %s, and --max-outage allows %s."
                        .formatted(
                            plan.guest().orElseThrow(),
                            OutageReport.mode(plan).absence(),
                            Span.text(lasted),
                            Span.text(limit))));
  }

  /** For the report alone, which nothing that is thrown here may keep from being told. */
  private Optional<DomainState> stateOf(Machine control, GuestName guest)
      throws InterruptedException {
    try {
      return Contained.work(
          () -> Optional.of(session.site().ldm(control).domain(guest).state()),
          bug -> Optional.empty());
    } catch (NotLearnedException e) {
      return Optional.empty();
    }
  }
}
