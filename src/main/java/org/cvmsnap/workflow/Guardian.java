package org.cvmsnap.workflow;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.engine.StepReport;
import org.cvmsnap.error.CvmsnapException;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.host.Time;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.model.RunId;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Subject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches over a run of another process. When that process is gone, or the outage has lasted too
 * long, the snapshot is abandoned and the guest brought home. A command that the other process has
 * under way is left to end: only the process is asked to go home and, should it be stuck or
 * stopped, ended.
 */
public final class Guardian {
  private static final Logger logger = LoggerFactory.getLogger(Guardian.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final Session session;
  private final Processes processes;
  private final Time real;

  /** Starts a guardian as a process that outlives this one. */
  public interface Posted {
    /**
     * Posts a guardian over a run that has begun its journal, and returns when it watches.
     *
     * @return completes when its process has ended, for whatever reason
     * @throws IOException when the process cannot be started, or does not come to watch
     */
    CompletableFuture<?> over(RunId run, Duration limit, Duration grace)
        throws IOException, InterruptedException;
  }

  /** The processes of this machine. */
  public interface Processes {
    /** Asks a process to go home in order (SIGTERM). */
    void ask(long pid);

    /** Ends a process at once (SIGKILL). What it owes is paid by a recovery. */
    void end(long pid);

    /**
     * Whether a process is stopped (SIGSTOP, or Ctrl-Z) and does nothing until it is told to go on;
     * not where that cannot be learned.
     */
    boolean stopped(long pid);

    /**
     * Notes in the log of the system that a run is over. It takes seconds at most, and does not
     * throw.
     *
     * @param alarm whether somebody has to be woken for it
     * @param line without control characters
     */
    default void note(boolean alarm, String line) {}

    /** The time that processes live in, which is not that of a simulated cluster. */
    Time time();
  }

  public Guardian(Session session) {
    this.session = session;
    this.processes = session.processes();
    this.real = processes.time();
  }

  /** What a guardian says, alone on a line, once it watches. */
  public static String greeting(RunId run) {
    return "watching " + run;
  }

  /**
   * Watches until the run has ended.
   *
   * @param limit how long the guest may be away
   * @param grace how long the run's process may take to bring it home once it is asked to
   * @param said is given the greeting when the run is being watched; never where it has ended. A
   *     journal that is away for a while, as with its file system, is waited for
   * @return the exit status
   */
  public int watch(RunId run, Duration limit, Duration grace, Consumer<String> said)
      throws InterruptedException {
    Optional<Duration> asked = Optional.empty();
    Optional<Duration> away = Optional.empty();
    if (session.unfinished().run(run).isEmpty()) {
      return ExitCode.DONE.value();
    }
    said.accept(greeting(run));
    Duration seen = real.elapsed();
    while (true) {
      Optional<RunRecord> record = session.unfinished().run(run);
      if (record.isPresent()) {
        seen = real.elapsed();
        Optional<Integer> recovered = recoverIfAbandoned(record.get());
        if (recovered.isPresent()) {
          return recovered.get();
        }
        away = away(record.get(), away);
        if (away.filter(since -> elapsed().minus(since).compareTo(limit) > 0).isPresent()) {
          asked = Optional.of(urge(record.get(), asked, grace));
        }
      } else if (session.unfinished().ended(run)) {
        logger.info("run {} has ended", run);
        return ExitCode.DONE.value();
      } else if (real.elapsed().minus(seen).compareTo(limit.plus(grace)) > 0) {
        logger.error("the journal of run {} has gone, and nobody knows what is owed", run);
        return ExitCode.INTERNAL.value();
      }
      real.sleep(INTERVAL);
    }
  }

  /** The kernel's lock tells whether the process lives: it dies with it. */
  private Optional<Integer> recoverIfAbandoned(RunRecord record) throws InterruptedException {
    try (HeldLocks locks = new HeldLocks(session)) {
      if (record.plan().guest().map(locks::tryGuest).orElse(false)
          && session.unfinished().run(record.plan().run()).isPresent()) {
        logger.info("the process of run {} is gone: {}", record.plan().run(), record.owner());
        RunResult result = new Recovery(session, new LoggedProgress()).payHeld(record);
        logger.info("run {}: {} {}", record.plan().run(), result.status(), result.why());
        return Optional.of(result.serviceDown() ? result.status() : ExitCode.DONE.value());
      }
    } catch (CvmsnapException e) {
      logger.warn("run {} cannot be recovered now", record.plan().run(), e);
      real.sleep(PAUSE);
    }
    return Optional.empty();
  }

  /**
   * Since when the guest has been away, as far as it was watched: what the journal tells is the
   * time of day, which somebody may set.
   */
  private Optional<Duration> away(RunRecord record, Optional<Duration> before) {
    return record.guestDown() ? before.or(() -> Optional.of(elapsed())) : Optional.empty();
  }

  private Duration elapsed() {
    return session.site().time().elapsed();
  }

  private Duration urge(RunRecord record, Optional<Duration> asked, Duration grace) {
    if (processes.stopped(record.owner().pid())) {
      logger.warn("the process of run {} is stopped: ending it", record.plan().run());
      processes.end(record.owner().pid());
      return asked.orElse(real.elapsed());
    }
    if (asked.isEmpty()) {
      logger.warn("the outage of run {} is too long: asking its process", record.plan().run());
      processes.ask(record.owner().pid());
      return real.elapsed();
    }
    if (real.elapsed().minus(asked.get()).compareTo(grace) > 0) {
      logger.warn("the process of run {} does not come home: ending it", record.plan().run());
      processes.end(record.owner().pid());
    }
    return asked.get();
  }

  /** Tells how a run goes in the log, for a process that nobody watches. */
  private static final class LoggedProgress implements EngineListener {
    @Override
    public void warn(String warning) {
      logger.warn("{}", warning);
    }

    @Override
    public void began(Phase phase, Subject subject) {
      logger.info("{} {} begins", phase.word(), subject);
    }

    @Override
    public void waiting(Subject subject, String why) {
      logger.debug("{} waits: {}", subject, why);
    }

    @Override
    public void ended(StepReport report) {
      logger.info("{} {} {}", report.subject(), report.outcome().word(), report.why());
    }

    @Override
    public void recovering(String run, int debts) {
      logger.info("run {} was cut short and owes {}", run, debts);
    }

    @Override
    public void outageEnded(Duration lasted) {
      logger.info("the guest is back after {}", lasted);
    }
  }
}
