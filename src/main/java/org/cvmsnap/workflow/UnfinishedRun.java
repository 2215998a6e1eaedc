package org.cvmsnap.workflow;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Steps;
import org.cvmsnap.journal.Owner;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Step;
import org.cvmsnap.run.Subject;
import org.cvmsnap.step.MakeSnapshots;
import org.cvmsnap.step.SiteSteps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run that has not ended, and whether anybody is at it.
 *
 * @param holder the process that has its lock, where one has
 * @param doing what it does now, where somebody is at it
 * @param toType what an operator types to bring the guest back without cvmsnap; empty where that
 *     was not asked, or somebody is at it
 * @param seen what is in the way of that, or was changed by others, where it was looked for
 */
public record UnfinishedRun(
    RunRecord record,
    State state,
    Optional<Owner> holder,
    Optional<Doing> doing,
    List<Invocation> toType,
    List<String> seen) {
  private static final Logger logger = LoggerFactory.getLogger(UnfinishedRun.class);

  /** Whether anybody is at a run: the kernel's lock tells, which dies with its process. */
  public enum State {
    /** A process that lives has its lock. */
    RUNNING,
    /** That process is stopped, and does not go on by itself. */
    STOPPED,
    /** Nobody has its lock. */
    ABANDONED,
    /** The lock cannot be asked for. */
    UNKNOWN;

    /** The word in JSON. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What a run does.
   *
   * @param since when that began, at the latest
   * @param left how many steps are left, with this one and those of the way home
   * @param time how much longer the guest will be away, as its last runs let expect; empty where it
   *     is not away, that was not asked, or no run tells
   */
  public record Doing(Subject subject, Instant since, int left, Optional<Duration> time) {}

  public UnfinishedRun {
    toType = List.copyOf(toType);
    seen = List.copyOf(seen);
  }

  /** What the journal and the lock of a run tell. */
  static UnfinishedRun of(RunRecord record, Session session) {
    Optional<Owner> holder = Optional.empty();
    State state = State.ABANDONED;
    try {
      for (String lock : HeldLocks.names(record.plan())) {
        holder = holder.isPresent() ? holder : session.locks().holder(lock);
      }
      if (holder.isPresent()) {
        boolean stopped = session.processes().stopped(holder.get().pid());
        state = stopped ? State.STOPPED : State.RUNNING;
      }
    } catch (IOException e) {
      logger.warn("whether anybody is at run {} cannot be learned", record.plan().run(), e);
      state = State.UNKNOWN;
    }
    Optional<Doing> doing =
        holder.isPresent()
            ? doing(record, new SiteSteps(session.reading()))
                .map(
                    at ->
                        new Doing(
                            at.subject(), at.since(), at.left(), TimeLeft.of(record, at, session)))
            : Optional.empty();
    return new UnfinishedRun(record, state, holder, doing, List.of(), List.of());
  }

  /** The same, with what is to be typed where nobody is at it. */
  UnfinishedRun looked(Session session) {
    if (state == State.RUNNING || !record.serviceDown()) {
      return this;
    }
    Session reaching = session.reaching(record.plan().access());
    Preview.ByHand home = new Preview(reaching).byHand(record);
    return new UnfinishedRun(record, state, holder, doing, home.commands(), home.seen());
  }

  /** What a run does at the moment, as far as its journal tells. */
  static Optional<Doing> doing(RunRecord record, Steps steps) {
    return record
        .position()
        .map(
            at -> {
              Step step = record.plan().steps().get(at.step());
              return new Doing(
                  (at.returning() ? steps.repaying(step, true) : steps.of(step, History.NONE))
                      .subject(),
                  at.since(),
                  at.left(),
                  Optional.empty());
            });
  }

  /**
   * Whether snapshots were made, or may have been, of which only a recovery that finds the guest
   * still down can prove that they are complete.
   */
  public boolean unprovenSnapshots() {
    List<Step> steps = record.plan().steps();
    return IntStream.range(0, steps.size())
        .filter(index -> steps.get(index) instanceof MakeSnapshots)
        .anyMatch(index -> record.intended(index).isPresent() && !record.reached(index));
  }

  /** Whether a living process has the guest, and brings it back. */
  public boolean running() {
    return state == State.RUNNING;
  }

  /** Whether another process than that of the run has its lock. */
  public boolean takenUp() {
    return record.resumed()
        || holder.filter(owner -> owner.pid() != record.owner().pid()).isPresent();
  }
}
