package org.cvmsnap.testing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.CutShort;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Look;
import org.cvmsnap.engine.Steps;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.run.Attempt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Step;

/** Steps that are others but for what a subclass changes. */
public class DelegatingSteps implements Steps {
  protected final Steps steps;

  public DelegatingSteps(Steps steps) {
    this.steps = steps;
  }

  @Override
  public Goal of(Step step, History history) {
    return steps.of(step, history);
  }

  @Override
  public Goal repaying(Step step, boolean resumed) {
    return steps.repaying(step, resumed);
  }

  @Override
  public Optional<Goal> settling(Step step, CutShort cut) {
    return steps.settling(step, cut);
  }

  @Override
  public Optional<Goal> undoing(Step step) {
    return steps.undoing(step);
  }

  @Override
  public Optional<Invocation> merged(List<Invocation> commands) {
    return steps.merged(commands);
  }

  @Override
  public Look look(Goal goal, Acts acts, List<Goal> next)
      throws NotLearnedException, InterruptedException {
    return steps.look(goal, acts, next);
  }

  @Override
  public Attempt act(Invocation command, Duration limit) throws InterruptedException {
    return steps.act(command, limit);
  }
}
