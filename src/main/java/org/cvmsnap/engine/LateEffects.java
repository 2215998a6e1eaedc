package org.cvmsnap.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * is not expected any more. One that has answered settles in the time that its kind of step says.
 */
final class LateEffects {
  static final Duration LATEST = Duration.ofMinutes(10);

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(20);

  private final RunJournal journal;
  private final Engine.Time time;
  private final Interrupts interrupts;
  private final EngineListener listener;
  private final IntFunction<Limits> limits;
  private final Map<Integer, Duration> until = new TreeMap<>();
  private final Set<Integer> answered = new HashSet<>();
  private boolean told;

  /**
   * @param limits those of a step of which nothing was done yet
   */
  LateEffects(
      RunJournal journal,
      Engine.Time time,
      EngineListener listener,
      Interrupts interrupts,
      IntFunction<Limits> limits) {
    this.limits = limits;
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

  /** A signal has cut the step short, when all of its commands had answered, or none was given. */
  void answered(int index) {
    answered.add(index);
    until.put(index, time.elapsed().plus(limits.apply(index).settling(true)));
  }

  /** Whether no command of the step is under way, although it was cut short. */
  boolean hasAnswered(int index) {
    return answered.contains(index);
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
        latest = LATEST.plus(limits.apply(index).command());
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
    return !hasAnswered(index)
        && (record.outcome(index).isEmpty()
            || (!record.reached(index) && until.containsKey(index)));
  }

  private boolean watched(int index) {
    return !left(List.of(index)).isZero();
  }

  /** How long something may still come of any of these steps. */
  private Duration left(List<Integer> steps) {
    return steps.stream()
        .map(index -> until.getOrDefault(index, Duration.ZERO).minus(time.elapsed()))
        .reduce(Duration.ZERO, (one, other) -> one.compareTo(other) > 0 ? one : other);
  }

  /** Once, and only where it takes long. */
  private void tell(List<Integer> steps) {
    Duration left = left(steps);
    if (!told && left.compareTo(BETWEEN_LOOKS) > 0) {
      told = true;
      listener.warn(
          "A command may still be under way: what was given back is watched for %d s more."
              .formatted(left.toSeconds()));
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
        Duration left = left(steps);
        time.sleep(left.compareTo(BETWEEN_LOOKS) < 0 ? left : BETWEEN_LOOKS);
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
