package org.cvmsnap.engine;

import java.time.Duration;
import java.util.List;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Subject;

/**
 * A goal that is of use only for a while: then it is given up.
 *
 * @param left how long that is
 */
record Due(Goal goal, Duration left) implements Goal {
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
    return goal.limits(acts).notLongerThan(left);
  }

  @Override
  public List<Invocation> commands() {
    return goal.commands();
  }

  @Override
  public List<Invocation> byHand() {
    return goal.byHand();
  }
}
