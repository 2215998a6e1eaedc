package org.cvmsnap.step;

import java.util.List;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.plan.Invocation;

/** What is not brought about here: there is nothing to do about it but to look. */
abstract class WatchingGoal implements Goal {
  @Override
  public final Attempt act() {
    throw new IllegalStateException(subject() + " is looked for, not made");
  }

  @Override
  public final List<Invocation> commands() {
    return List.of();
  }
}
