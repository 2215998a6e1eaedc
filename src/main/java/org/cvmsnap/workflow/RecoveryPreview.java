package org.cvmsnap.workflow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.cvmsnap.engine.CutShort;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Look;
import org.cvmsnap.engine.RecordedHistory;
import org.cvmsnap.engine.Steps;
import org.cvmsnap.engine.Together;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.SiteSteps;

/**
 * The commands that the recovery of one run gives if the world stays as it is otherwise, in order,
 * and what keeps it from giving more. It only looks.
 */
final class RecoveryPreview {
  private final Steps steps;
  private final RunRecord record;
  private final Plan plan;
  private final History history;
  private final Set<Integer> reached = new HashSet<>();
  private final List<Invocation> commands = new ArrayList<>();
  private final List<String> obstacles = new ArrayList<>();

  /** Whether the world will be another one before the next command than it is now. */
  private boolean changing;

  private RecoveryPreview(Session session, RunRecord record) {
    this.steps = new SiteSteps(session.reading());
    this.record = record;
    this.plan = record.plan();
    this.history = new RecordedHistory(record);
  }

  /** Those of that run. */
  static Recovery.Previewed of(Session session, RunRecord record) {
    Session reaching = session.reaching(record.plan().access());
    RecoveryPreview preview = new RecoveryPreview(reaching, record);
    if (preview.recovers()) {
      preview.locks();
    }
    return new Recovery.Previewed(
        preview.commands.stream().map(command -> command.with(reaching.site().access())).toList(),
        List.copyOf(preview.obstacles));
  }

  /** Tells whether all can be paid that the guest is owed. */
  private boolean recovers() {
    boolean acted =
        record.acted().stream().anyMatch(index -> !plan.steps().get(index).keepsOthersOff());
    if (plan.finishedLater() && acted) {
      indices().filter(index -> !record.reached(index)).forEach(this::does);
      return true;
    }
    settle();
    if (!pays()) {
      return false;
    }
    if (wentOut()) {
      after(false);
    } else if (record.beyondUndoing()) {
      after(true);
    } else {
      record.acted().stream()
          .flatMap(index -> steps.undoing(plan.steps().get(index)).stream())
          .forEach(this::reach);
    }
    return true;
  }

  /** Adds what pays the debts, as it is begun, and tells whether all of them can be paid. */
  private boolean pays() {
    List<Integer> owed =
        record.owed().stream().filter(index -> !plan.steps().get(index).keepsOthersOff()).toList();
    int from = 0;
    for (List<Step> group : Together.of(owed.stream().map(plan.steps()::get).toList())) {
      if (!paysTogether(owed.subList(from, from + group.size()))) {
        return false;
      }
      from += group.size();
    }
    return true;
  }

  /** What is paid together is begun together, but for that of which something may still come. */
  private boolean paysTogether(List<Integer> group) {
    boolean all = true;
    List<List<Invocation>> begun = new ArrayList<>();
    List<Invocation> alone = new ArrayList<>();
    for (int index : group) {
      Optional<List<Invocation>> way = way(steps.repaying(plan.steps().get(index), true));
      all &= way.isPresent();
      way.ifPresent(doubtful(index) ? alone::addAll : begun::add);
    }
    commands.addAll(Together.commands(steps, begun));
    commands.addAll(alone);
    return all;
  }

  private boolean doubtful(int index) {
    return record.outcome(index).isEmpty()
        || (!record.reached(index) && record.unanswered(index).isPresent());
  }

  private void locks() {
    record.owing().stream()
        .filter(Step::keepsOthersOff)
        .forEach(step -> reach(steps.repaying(step, true)));
  }

  private IntStream indices() {
    return IntStream.range(0, plan.steps().size());
  }

  /** Looks for what became of steps that were cut short. */
  private void settle() {
    indices().filter(record::reached).forEach(reached::add);
    for (int index : record.acted()) {
      if (!reached.contains(index)
          && steps
              .settling(plan.steps().get(index), CutShort.of(record, index, false))
              .flatMap(Preview::look)
              .filter(Look.Reached.class::isInstance)
              .isPresent()) {
        reached.add(index);
      }
    }
  }

  private boolean wentOut() {
    return indices()
        .filter(index -> plan.steps().get(index).phase() != Phase.AFTER)
        .filter(index -> !plan.steps().get(index).onlyLooks())
        .allMatch(reached::contains);
  }

  private void after(boolean failed) {
    List<Step> done = reached.stream().map(index -> plan.steps().get(index)).toList();
    indices()
        .filter(index -> plan.steps().get(index).phase() == Phase.AFTER)
        .filter(index -> !failed || plan.steps().get(index).dueAfterFailure(done))
        .filter(index -> !reached.contains(index))
        .forEach(this::does);
  }

  private void does(int index) {
    reach(steps.of(plan.steps().get(index), history));
  }

  /** Adds what leads to a goal, and tells whether it may be gone for. */
  private boolean reach(Goal goal) {
    Optional<List<Invocation>> way = way(goal);
    way.ifPresent(commands::addAll);
    return way.isPresent();
  }

  /** What leads to a goal; empty where it may not be gone for. */
  private Optional<List<Invocation>> way(Goal goal) {
    Optional<Look> look = Preview.look(goal);
    if (look.isPresent() && look.get() instanceof Look.Blocked) {
      obstacles.add(goal.subject() + ": " + look.get().why());
      return Optional.empty();
    }
    boolean there = look.filter(Look.Reached.class::isInstance).isPresent();
    boolean stale = changing;
    boolean onItsWay = !stale && look.filter(Look.Moving.class::isInstance).isPresent();
    changing = stale || !there;
    if (there || onItsWay) {
      return Optional.of(List.of());
    }
    return Optional.of(Preview.left(goal.commands(), look, stale));
  }
}
