package org.cvmsnap.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.cvmsnap.journal.Event;
import org.cvmsnap.journal.RunJournal;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;

/**
 * What is done when the guest is there: the steps of the last phase, or the undoing of what the
 * others have begun.
 */
final class Conclusion {
  private final RunJournal journal;
  private final Plan plan;
  private final Steps steps;
  private final History history;
  private final Engine.Time time;
  private final StepExecutor executor;
  private final LateEffects late;
  private final List<String> undone = new ArrayList<>();
  private final List<String> lost = new ArrayList<>();

  /** What was last said of steps that could not be cleared away. */
  private final Map<Integer, String> uncleared = new TreeMap<>();

  Conclusion(
      RunJournal journal,
      Steps steps,
      History history,
      Engine.Time time,
      StepExecutor executor,
      LateEffects late) {
    this.journal = journal;
    this.plan = journal.record().plan();
    this.steps = steps;
    this.history = history;
    this.time = time;
    this.executor = executor;
    this.late = late;
  }

  /** What was not reached, or could not be cleared away. */
  List<String> leftovers() {
    List<String> all = new ArrayList<>(undone);
    all.addAll(uncleared.values());
    return all;
  }

  /**
   * What the run was for and is gone, or spoilt, for good. Nothing is left to be done about it, so
   * that the run ends; it has failed.
   */
  List<String> lost() {
    return lost;
  }

  /** Does those steps of the last phase that are due and were not done by an earlier process. */
  void after(Predicate<Step> due) {
    for (int index = 0; index < plan.steps().size(); index++) {
      Step step = plan.steps().get(index);
      boolean wanted = step.phase() == Phase.AFTER && due.test(step);
      if (!wanted || journal.record().reached(index)) {
        continue;
      }
      int place = index;
      StepReport report =
          executor.shielded(
              step,
              steps.of(step, history),
              Phase.AFTER,
              () -> journal.note(new Event.Intended(time.now(), place)),
              false);
      Outcome outcome = report.differs() ? Outcome.FAILED : report.outcome();
      journal.note(new Event.Finished(time.now(), index, outcome, report.why()));
      if (report.differs()) {
        lost.add(report.described());
      } else if (!outcome.reached()) {
        undone.add(report.described());
      }
    }
  }

  /** Clears away what was begun; also what comes of it later. */
  void undo() {
    List<Integer> begun = journal.record().acted();
    begun.forEach(this::undo);
    late.watch(
        begun.stream().filter(index -> undoing(index).isPresent()).toList(),
        index -> executor.holds(undoing(index).orElseThrow()),
        this::undo);
  }

  private Optional<Goal> undoing(int index) {
    return steps.undoing(plan.steps().get(index));
  }

  private void undo(int index) {
    boolean doubtful = late.possible(index);
    undoing(index)
        .ifPresent(
            goal -> {
              StepReport report =
                  executor.shielded(plan.steps().get(index), goal, Phase.AFTER, doubtful);
              if (report.outcome().reached()) {
                uncleared.remove(index);
              } else {
                uncleared.put(index, report.described());
              }
            });
  }
}
