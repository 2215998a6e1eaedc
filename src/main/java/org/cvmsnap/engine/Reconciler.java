package org.cvmsnap.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.cvmsnap.error.Contained;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.run.Attempt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one goal about: looks, acts, and looks again until the goal is reached, the world has
 * settled elsewhere, or time is up. The steps of a plan and the repayment of debts both go through
 * here.
 */
final class Reconciler {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private static final String UNSEEN =
      "It could not be looked at: type the same command again when it answers.";

  private static final Logger logger = LoggerFactory.getLogger(Reconciler.class);

  private final Goal goal;
  private final Actor actor;
  private final Clock clock;
  private final Consumer<String> waiting;
  private final boolean untilSeen;
  private Duration begun = Duration.ZERO;
  private Acts acts = Acts.NONE;
  private boolean unanswered;
  private boolean acting;
  private Optional<String> remedy = Optional.empty();

  /**
   * What came of it, and why where it failed.
   *
   * @param unanswered whether a command did not answer, and may have its effect later
   * @param differs whether it was reached in another way than it should be
   * @param taken whether it was not reached because another run has what is needed
   */
  record Result(Outcome outcome, String why, boolean unanswered, boolean differs, boolean taken) {}

  /** Runs a mutating command, as {@link Steps#act}, and looks whether the goal is reached. */
  interface Actor {
    Attempt act(Invocation command, Duration limit) throws InterruptedException;

    default Look look(Goal goal, Acts acts) throws NotLearnedException, InterruptedException {
      return goal.look(acts);
    }
  }

  /** Time that never jumps, and can be waited for. */
  interface Clock {
    Duration elapsed();

    void sleep(Duration duration) throws InterruptedException;
  }

  /** Puts on disk that the act is about to happen. */
  interface Intent {
    void record() throws IOException;
  }

  /**
   * @param waiting told why it waits, whenever that changes
   * @param untilSeen whether a world that cannot be seen is waited for like one that moves
   */
  Reconciler(Goal goal, Actor actor, Clock clock, Consumer<String> waiting, boolean untilSeen) {
    this.goal = goal;
    this.actor = actor;
    this.clock = clock;
    this.waiting = waiting;
    this.untilSeen = untilSeen;
  }

  /**
   * Brings the goal about.
   *
   * @param intent called once, before the first act and not at all where none is needed
   * @param doubtful whether a command of unknown outcome may still be under way, so that a goal
   *     that looks reached has to stay so for a while before it is believed
   */
  Result reach(Intent intent, boolean doubtful) throws InterruptedException {
    begun = clock.elapsed();
    boolean waits = doubtful && limits().repeats().cumulative();
    Sight sight =
        watch(!doubtful, seen -> (seen.owed() && !waits) || (seen.reached() && !doubtful));
    if (sight.reached()) {
      return reached(Outcome.UNCHANGED, sight);
    }
    if (!(sight.look() instanceof Look.Owed owed)) {
      return gaveUp(sight, "");
    }
    if (timeIsUp(Duration.ZERO)) {
      return gaveUp(sight, "the time for it is over");
    }
    if (Thread.interrupted()) {
      throw new InterruptedException(); // before anything is owed or in doubt
    }
    try {
      intent.record();
    } catch (IOException e) {
      return result(Outcome.FAILED, "the journal cannot be written: " + e.getMessage(), false);
    }
    return watchAndAct(sight, act(owed));
  }

  /** Brings about a goal of which the first command was given together with those of others. */
  Result goOn(Together.Begun first) throws InterruptedException {
    begun = first.since();
    return watchAndAct(new Sight(first.owed(), false), acted(first.owed().next(), first.attempt()));
  }

  private Result watchAndAct(Sight first, Attempt firstActed) throws InterruptedException {
    Sight sight = first;
    Attempt last = firstActed;
    String said = "";
    while (true) {
      Attempt acted = last;
      said = acted.said().isEmpty() ? said : acted.said();
      Sight before = sight;
      Sight after =
          watch(
              acted.answered(),
              seen -> seen.reached() || (acted.answered() && seen.owed() && !seen.like(before)));
      if (after.reached()) {
        return reached(Outcome.CHANGED, after);
      }
      if (!(after.look() instanceof Look.Owed next) || !maybeAgain(acted)) {
        return gaveUp(after, said);
      }
      Duration pause = after.like(sight) ? pauseBefore(acts.count() + 1) : Duration.ZERO;
      if (timeIsUp(pause)) {
        return gaveUp(after, said);
      }
      clock.sleep(pause);
      sight = after;
      last = act(next);
    }
  }

  /** Whether every command that it has given has answered, also where a signal has cut it short. */
  boolean answered() {
    return !acting && !unanswered;
  }

  /** What is done about just that for which it gave up; empty where no more is known. */
  Optional<String> remedy() {
    return remedy;
  }

  /** What was done so far. */
  Acts acts() {
    return acts;
  }

  private Limits limits() {
    return goal.limits(acts);
  }

  /** How much is left of the time for all of it; empty where that is not limited. */
  private Optional<Duration> left() {
    return limits().total().map(total -> begun.plus(total).minus(clock.elapsed()));
  }

  /** Whether nothing more may be begun after that pause. */
  private boolean timeIsUp(Duration pause) {
    return left().filter(left -> left.compareTo(pause) <= 0).isPresent();
  }

  private boolean maybeAgain(Attempt last) {
    Limits.Repeats repeats = limits().repeats();
    return acts.count() < repeats.most() && (last.answered() || repeats.unanswered());
  }

  private static Duration pauseBefore(int attempt) {
    Duration pause = Duration.ofSeconds(1L << Math.min(attempt - 1, 10));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  private Result reached(Outcome outcome, Sight sight) {
    boolean differs = sight.look() instanceof Look.Reached reached && reached.differs();
    return new Result(outcome, sight.why(), unanswered, differs, false);
  }

  private Result result(Outcome outcome, String why, boolean taken) {
    return new Result(outcome, why, unanswered, false, taken);
  }

  private Result gaveUp(Sight sight, String said) {
    String why =
        said.isEmpty()
            ? sight.why()
            : sight.why().isEmpty() ? said : sight.why() + " (" + said + ")";
    boolean taken = sight.look() instanceof Look.Blocked blocked && blocked.taken();
    remedy = sight.remedy(said);
    return result(sight.unknown() || unanswered ? Outcome.UNKNOWN : Outcome.FAILED, why, taken);
  }

  /**
   * Watches until {@code enough} says so, or until the world has stood still for the goal's
   * settling time: a world that moves is waited for as long as the goal's patience lasts; what
   * blocks or cannot be learned gets a little time to pass, and on the way home as much as what
   * moves. A look tells of the world as it was when the look began: one that took long is stale,
   * and does not tell that the world has settled. Nor is one look that tells nothing ever the last,
   * unless the time for all of it is over.
   */
  private Sight watch(boolean answered, Predicate<Sight> enough) throws InterruptedException {
    Duration settling = limits().settling(answered);
    Duration start = clock.elapsed();
    Duration still = start;
    boolean blind = false;
    while (true) {
      Duration asked = clock.elapsed();
      Sight sight = sight();
      if (sight.look() instanceof Look.Moving || (untilSeen && sight.unknown())) {
        still = clock.elapsed();
      }
      boolean settled = asked.minus(still).compareTo(settling) >= 0;
      boolean late = asked.minus(start).compareTo(limits().patience().plus(settling)) >= 0;
      boolean again = sight.unknown() && !blind;
      boolean ended = timeIsUp(Duration.ZERO) || ((settled || late) && !again);
      if (enough.test(sight) || ended) {
        return sight;
      }
      blind = sight.unknown();
      waiting.accept(sight.why());
      clock.sleep(limits().interval());
    }
  }

  /** A bug must not keep the guest down: it counts as not knowing. */
  private Attempt act(Look.Owed owed) throws InterruptedException {
    Duration limit = owed.limit().orElse(limits().command());
    Duration rest = left().filter(left -> left.compareTo(limit) < 0).orElse(limit);
    acting = true;
    return acted(
        owed.next(),
        Contained.work(
            () -> actor.act(owed.next(), rest), bug -> Attempt.unanswered(internalError(bug))));
  }

  private Attempt acted(Invocation command, Attempt attempt) {
    acting = false;
    acts = acts.and(command, attempt);
    unanswered |= !attempt.answered();
    return attempt;
  }

  private Sight sight() throws InterruptedException {
    try {
      return Contained.work(
          () -> new Sight(actor.look(goal, acts), false),
          bug -> new Sight(Look.blocked(internalError(bug)), true));
    } catch (NotLearnedException e) {
      return new Sight(Look.blocked(e.why()), true);
    }
  }

  private String internalError(Throwable bug) {
    logger.error("{}: internal error", goal.subject(), bug);
    return "internal error: " + bug;
  }

  /** A look, or the fact that the world could not be seen. */
  private record Sight(Look look, boolean unknown) {
    boolean reached() {
      return look instanceof Look.Reached;
    }

    boolean owed() {
      return look instanceof Look.Owed;
    }

    String why() {
      return look.why();
    }

    Optional<String> remedy(String said) {
      if (unknown) {
        return said.isEmpty() ? Optional.of(UNSEEN) : Optional.empty();
      }
      return look instanceof Look.Blocked blocked ? blocked.remedy() : Optional.empty();
    }

    /** Whether it says the same of the world, whatever would be done about it. */
    boolean like(Sight other) {
      return look.getClass().equals(other.look.getClass())
          && why().equals(other.why())
          && unknown == other.unknown;
    }
  }
}
