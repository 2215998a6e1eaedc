package org.cvmsnap.workflow;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.journal.Event;
import org.cvmsnap.journal.RunJournal;
import org.cvmsnap.model.Hook;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.TimeOfDay;
import org.cvmsnap.model.Timeouts;
import org.cvmsnap.run.Plan;
import org.cvmsnap.step.DetachDisk;
import org.cvmsnap.step.Quiesce;

/**
 * The terms on which a guest is taken down.
 *
 * @param lockWait how long to wait for another run that holds the guest
 * @param notAfter the time of day after which the guest is not taken down any more
 * @param guard posted over the run, where the guest may be away for a limited time only
 * @param ofDetached posted over a run that takes disks from a guest that runs, where no other is
 */
public record Supervision(
    Duration lockWait,
    Optional<TimeOfDay> notAfter,
    Optional<Guard> guard,
    Optional<Guard> ofDetached) {
  /**
   * Who watches over a run.
   *
   * @param limit how long the guest may be away; positive
   */
  public record Guard(Guardian.Posted guardians, Duration limit) {
    /** How often a guardian that ends before its run is replaced. */
    private static final int REPLACED = 3;

    /**
     * Posts the guardian over a run that has begun its journal, and another one where that ends
     * before the run does.
     *
     * @param listener told of that
     * @throws RefusedException when none watches; the run has ended then
     */
    void post(OutageOptions options, RunJournal journal, Session session, EngineListener listener)
        throws InterruptedException {
      RunId run = journal.record().plan().run();
      Duration grace = grace(options);
      try {
        post(run, grace, session, listener, REPLACED);
      } catch (IOException e) {
        journal.note(new Event.Ended(session.now(), ExitCode.REFUSED.value()));
        throw new RefusedException(
            "The guardian that keeps --max-outage does not watch: " + e.getMessage() + ".",
            "Start cvmsnap by its launcher, or do without --max-outage and with --mode stop.");
      } catch (InterruptedException e) {
        journal.note(new Event.Ended(session.now(), ExitCode.INTERRUPTED.value()));
        throw e;
      }
    }

    private void post(RunId run, Duration grace, Session session, EngineListener listener, int more)
        throws IOException, InterruptedException {
      CompletableFuture<Void> unused =
          guardians
              .over(run, limit, grace)
              .thenRunAsync(() -> replace(run, grace, session, listener, more));
    }

    /** A guardian has ended: with its run, or because somebody has killed it. */
    private void replace(
        RunId run, Duration grace, Session session, EngineListener listener, int more) {
      String problem = "somebody ends one after the other";
      try {
        if (session.unfinished().ended(run)) {
          return;
        }
        if (more > 0) {
          post(run, grace, session, listener, more - 1);
          listener.warn("The guardian has ended before its run; another one watches now.");
          return;
        }
      } catch (IOException | RuntimeException e) {
        problem = String.valueOf(e.getMessage());
      } catch (InterruptedException e) {
        problem = "this process ends";
      }
      listener.warn(
          "The guardian has ended before its run, and nobody keeps --max-outage any more: %s."
              .formatted(problem));
    }

    /** How long the way home may take at the most, with a margin. */
    private static Duration grace(OutageOptions options) {
      Duration hooks =
          options.hooks().stream()
              .filter(hook -> hook.at(Hook.Moment.AFTER_RETURN))
              .map(hook -> hook.limit().multipliedBy(Quiesce.ATTEMPTS))
              .reduce(Duration.ZERO, Duration::plus);
      Timeouts timeouts = options.timeouts();
      return timeouts.stop().plus(timeouts.boot()).plus(hooks).plusMinutes(5);
    }
  }

  /**
   * Who watches over that plan's run. A guest that boots while disks are taken from it does not
   * come up whole, so it is never without them for long.
   */
  Optional<Guard> guard(Plan plan) {
    return guard.isEmpty() && plan.steps().stream().anyMatch(DetachDisk.class::isInstance)
        ? ofDetached
        : guard;
  }
}
