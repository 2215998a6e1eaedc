package org.cvmsnap.schedules;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.CutShort;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.engine.Steps;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Step;
import org.cvmsnap.run.Subject;
import org.cvmsnap.testing.DelegatingSteps;

/** A goal that is another one but for what a subclass changes. */
abstract class Altered implements Goal {
  final Goal goal;

  Altered(Goal goal) {
    this.goal = goal;
  }

  /** Steps whose goals are all altered. */
  static Steps all(Steps steps, UnaryOperator<Goal> alter) {
    return new DelegatingSteps(steps) {
      @Override
      public Goal of(Step step, History history) {
        return alter.apply(super.of(step, history));
      }

      @Override
      public Goal repaying(Step step, boolean resumed) {
        return alter.apply(super.repaying(step, resumed));
      }

      @Override
      public Optional<Goal> settling(Step step, CutShort cut) {
        return super.settling(step, cut).map(alter);
      }

      @Override
      public Optional<Goal> undoing(Step step) {
        return super.undoing(step).map(alter);
      }
    };
  }

  /** A look at a goal in place of its own. */
  interface Looking {
    Look look(Goal goal, Acts acts) throws NotLearnedException, InterruptedException;
  }

  /** Steps of which the goals of some kinds are taken for reached, and nobody looks. */
  static Steps unlooked(Steps steps, String... kinds) {
    Set<String> taken = Set.of(kinds);
    return looks(
        steps,
        (goal, acts) -> taken.contains(goal.subject().kind()) ? Look.reached() : goal.look(acts));
  }

  /** Steps of which others are repaid in their place. */
  static Steps repaid(Steps steps, UnaryOperator<Step> inPlace) {
    return new DelegatingSteps(steps) {
      @Override
      public Goal repaying(Step step, boolean resumed) {
        return super.repaying(inPlace.apply(step), resumed);
      }
    };
  }

  /** Steps whose goals are all looked at in another way. */
  static Steps looks(Steps steps, Looking looking) {
    return all(steps, goal -> looked(goal, looking));
  }

  /** A goal that is looked at in another way. */
  static Goal looked(Goal goal, Looking looking) {
    return new Altered(goal) {
      @Override
      public Look look(Acts acts) throws NotLearnedException, InterruptedException {
        return looking.look(goal, acts);
      }
    };
  }

  @Override
  public Subject subject() {
    return goal.subject();
  }

  @Override
  public Look look(Acts acts) throws NotLearnedException, InterruptedException {
    return goal.look(acts);
  }

  @Override
  public Limits limits(Acts acts) {
    return goal.limits(acts);
  }

  @Override
  public List<Invocation> commands() {
    return goal.commands();
  }
}
