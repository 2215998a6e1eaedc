package org.cvmsnap.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.plan.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one goal about: looks, acts, and looks again until the goal is reached, the world has
 * settled elsewhere, or time is up. The steps of a plan and the repayment of debts both go through
 * here.
 */
final class Pursuit {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private static final Logger logger = LoggerFactory.getLogger(Pursuit.class);

  private final Goal goal;
  private final Clock clock;
  private final Consumer<String> waiting;

  /** What a pursuit came to, and why where it failed. */
  record Result(Outcome outcome, String why) {}

  /** Time as a pursuit needs it: never jumping, and able to wait. */
  interface Clock {
    Duration elapsed();

    void sleep(Duration duration) throws InterruptedException;
  }

  /** Puts on disk that the act is about to happen. */
  interface Intent {
    void record() throws IOException;
  }

  /**
   * @param waiting told why the pursuit waits, whenever that changes
   */
  Pursuit(Goal goal, Clock clock, Consumer<String> waiting) {
    this.goal = goal;
    this.clock = clock;
    this.waiting = waiting;
  }

  /**
   * Pursues the goal.
   *
   * @param intent called once, before the first act and not at all where none is needed
   * @param doubtful whether a command of unknown outcome may still be under way, so that a goal
   *     that looks reached has to stay so for a while before it is believed
   */
  Result pursue(Intent intent, boolean doubtful) throws InterruptedException {
    Sight sight =
        watch(
            !doubtful,
            seen -> seen.is(Look.State.OWED) || (seen.is(Look.State.REACHED) && !doubtful));
    if (sight.is(Look.State.REACHED)) {
      return new Result(Outcome.UNCHANGED, sight.why());
    }
    if (!sight.is(Look.State.OWED)) {
      return gaveUp(sight, "");
    }
    try {
      intent.record();
    } catch (IOException e) {
      return new Result(Outcome.FAILED, "the journal cannot be written: " + e.getMessage());
    }
    return actAndWatch(sight);
  }

  private Result actAndWatch(Sight first) throws InterruptedException {
    Sight sight = first;
    String said = "";
    for (int attempt = 1; ; attempt++) {
      Attempt acted = act();
      said = acted.said().isEmpty() ? said : acted.said();
      Sight before = sight;
      Sight after =
          watch(
              acted.answered(),
              seen ->
                  seen.is(Look.State.REACHED)
                      || (acted.answered() && seen.is(Look.State.OWED) && !seen.equals(before)));
      if (after.is(Look.State.REACHED)) {
        return new Result(Outcome.CHANGED, after.why());
      }
      if (!after.is(Look.State.OWED) || attempt >= goal.attempts()) {
        return gaveUp(after, said);
      }
      if (after.equals(sight)) {
        clock.sleep(pauseBefore(attempt + 1));
      }
      sight = after;
    }
  }

  private static Duration pauseBefore(int attempt) {
    Duration pause = Duration.ofSeconds(1L << Math.min(attempt - 1, 10));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  private Result gaveUp(Sight sight, String said) {
    String why =
        said.isEmpty()
            ? sight.why()
            : sight.why().isEmpty() ? said : sight.why() + " (" + said + ")";
    return new Result(sight.unknown() ? Outcome.UNKNOWN : Outcome.FAILED, why);
  }

  /**
   * Watches until {@code enough} says so, or until the world has stood still for the goal's
   * settling time: a world that moves is waited for as long as the goal's patience lasts; what
   * blocks or cannot be learned gets a little time to pass. One look that tells nothing is never
   * the last: a command that hangs once takes longer than the world is given to settle.
   */
  private Sight watch(boolean answered, Predicate<Sight> enough) throws InterruptedException {
    Duration settling = goal.settling(answered);
    Duration start = clock.elapsed();
    Duration still = start;
    boolean blind = false;
    while (true) {
      Sight sight = sight();
      Duration now = clock.elapsed();
      if (sight.is(Look.State.MOVING)) {
        still = now;
      }
      boolean settled = now.minus(still).compareTo(settling) >= 0;
      boolean late = now.minus(start).compareTo(goal.patience().plus(settling)) >= 0;
      boolean again = sight.unknown() && !blind;
      if (enough.test(sight) || ((settled || late) && !again)) {
        return sight;
      }
      blind = sight.unknown();
      waiting.accept(sight.why());
      clock.sleep(goal.interval());
    }
  }

  /** A bug in a goal must not keep the guest down: it counts as not knowing. */
  private Attempt act() throws InterruptedException {
    try {
      return goal.act();
    } catch (RuntimeException e) {
      logger.error("{}: internal error", goal.subject(), e);
      return Attempt.unanswered("internal error: " + e);
    }
  }

  private Sight sight() throws InterruptedException {
    try {
      Look look = goal.look();
      return new Sight(look, false);
    } catch (NotLearnedException e) {
      return new Sight(Look.blocked(e.why()), true);
    } catch (RuntimeException e) {
      logger.error("{}: internal error", goal.subject(), e);
      return new Sight(Look.blocked("internal error: " + e), true);
    }
  }

  /** A look, or the fact that the world could not be seen. */
  private record Sight(Look look, boolean unknown) {
    boolean is(Look.State state) {
      return look.is(state);
    }

    String why() {
      return look.why();
    }
  }
}
