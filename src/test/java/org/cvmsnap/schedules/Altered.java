package org.cvmsnap.schedules;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Look;
import org.cvmsnap.engine.Steps;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.plan.Debt;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;

/** A goal that is another one but for what a subclass changes. */
abstract class Altered implements Goal {
  final Goal goal;

  Altered(Goal goal) {
    this.goal = goal;
  }

  /** Steps whose goals are all altered. */
  static Steps all(Steps steps, UnaryOperator<Goal> alter) {
    return new Steps() {
      @Override
      public Goal of(StepSpec spec, History history) {
        return alter.apply(steps.of(spec, history));
      }

      @Override
      public Goal repaying(Debt debt, boolean resumed) {
        return alter.apply(steps.repaying(debt, resumed));
      }

      @Override
      public Optional<Goal> settling(StepSpec spec, boolean looked) {
        return steps.settling(spec, looked).map(alter);
      }

      @Override
      public Optional<Goal> undoing(StepSpec spec) {
        return steps.undoing(spec).map(alter);
      }
    };
  }

  @Override
  public Subject subject() {
    return goal.subject();
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    return goal.look();
  }

  @Override
  public Attempt act() throws InterruptedException {
    return goal.act();
  }

  @Override
  public List<Invocation> commands() {
    return goal.commands();
  }

  @Override
  public Duration patience() {
    return goal.patience();
  }

  @Override
  public Duration settling(boolean answered) {
    return goal.settling(answered);
  }

  @Override
  public int attempts() {
    return goal.attempts();
  }

  @Override
  public Duration interval() {
    return goal.interval();
  }
}
