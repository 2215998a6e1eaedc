package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.Look;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;

/** The mount is written down, which the engine does before it acts; there is no more to it. */
final class RememberMountGoal implements Goal {
  private final StepSpec.RememberMount spec;
  private boolean written;

  RememberMountGoal(StepSpec.RememberMount spec) {
    this.spec = spec;
  }

  @Override
  public Subject subject() {
    return new Subject("remember-mount", spec.mount().mountPoint(), spec.os().name());
  }

  @Override
  public Look look() {
    return written ? Look.reached() : Look.owed("a boot does not mount it as it is");
  }

  @Override
  public Attempt act() {
    written = true;
    return Attempt.answered("");
  }

  @Override
  public List<Invocation> commands() {
    return List.of();
  }

  @Override
  public Duration patience() {
    return Duration.ofSeconds(1);
  }
}
