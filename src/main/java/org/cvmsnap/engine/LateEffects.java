package org.cvmsnap.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.cvmsnap.journal.Event;
import org.cvmsnap.journal.RunJournal;
import org.cvmsnap.journal.RunRecord;

/**
 * The steps of a run whose command may still have its effect: it did not answer, or the process
 * ended before it could look. How late that can be is documented nowhere; after {@link #LATEST} it
 * is not expected any more.
 */
final class LateEffects {
  static final Duration LATEST = Duration.ofMinutes(10);

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(20);

  private final RunJournal journal;
  private final Engine.Time time;
  private final Interrupts interrupts;
  private final EngineListener listener;
  private final IntFunction<Duration> longest;
  private final Map<Integer, Duration> until = new TreeMap<>();
  private boolean told;

  /**
   * @param longest how long a command of a step may have been under way when its process ended
   */
  LateEffects(
      RunJournal journal,
      Engine.Time time,
      EngineListener listener,
      Interrupts interrupts,
      IntFunction<Duration> longest) {
    this.longest = longest;
    this.journal = journal;
    this.time = time;
    this.listener = listener;
    this.interrupts = interrupts;
  }

  /** A command of the step has just not answered. */
  void unanswered(int index) {
    until.put(index, time.elapsed().plus(LATEST));
    journal.note(new Event.Unanswered(time.now(), index));
  }

  /**
   * Takes up what an earlier process, or a step that a signal has cut short, did not see the end
   * of: a command of which nobody has written down that it did not answer may have been under way
   * for as long as it was given. A clock that was set since may make this longer, and not longer
   * than that and {@link #LATEST}.
   */
  void takeUp() {
    RunRecord record = journal.record();
    for (int index = 0; index < record.plan().steps().size(); index++) {
      Optional<Instant> last = record.unanswered(index);
      Duration latest = LATEST;
      if (last.isEmpty() && record.outcome(index).isEmpty()) {
        last = record.intended(index);
        latest = LATEST.plus(longest.apply(index));
      }
      if (last.isPresent() && !until.containsKey(index)) {
        Duration since = Duration.between(last.get(), time.now());
        Duration rest = since.isNegative() ? latest : latest.minus(since);
        if (!rest.isNegative()) {
          until.put(index, time.elapsed().plus(rest));
        }
      }
    }
  }

  /** Whether a command that did not answer may still come: what it would do is not undone yet. */
  boolean mayCome(int index) {
    return journal.record().unanswered(index).isPresent() && watched(index);
  }

  /** Whether the step's command may still have its effect, and nothing has shown it yet. */
  boolean possible(int index) {
    RunRecord record = journal.record();
    return record.outcome(index).isEmpty() || (!record.reached(index) && until.containsKey(index));
  }

  private boolean watched(int index) {
    return until.getOrDefault(index, Duration.ZERO).compareTo(time.elapsed()) > 0;
  }

  /** Once, and only where it takes long. */
  private void tell(List<Integer> steps) {
    long seconds =
        steps.stream()
            .map(index -> until.getOrDefault(index, Duration.ZERO).minus(time.elapsed()))
            .mapToLong(Duration::toSeconds)
            .max()
            .orElse(0);
    if (!told && seconds > 0) {
      told = true;
      listener.warn(
          "A command may still be under way: what was given back is watched for %d s more."
              .formatted(seconds));
    }
  }

  /**
   * Watches steps for as long as anything may still come of them.
   *
   * @param steps those that are looked at, in that order: what comes of one may undo others
   * @param holds whether what has been given back or cleared away still is so
   * @param undone told of one that is not
   * @return whether anything could come
   */
  boolean watch(List<Integer> steps, IntPredicate holds, IntConsumer undone) {
    if (steps.stream().noneMatch(until::containsKey)) {
      return false;
    }
    tell(steps);
    do {
      try {
        time.sleep(BETWEEN_LOOKS);
      } catch (InterruptedException e) {
        interrupts.shield();
      }
      for (int index : steps) {
        if (!holds.test(index)) {
          undone.accept(index);
        }
      }
    } while (steps.stream().anyMatch(this::watched));
    return true;
  }
}
