package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.plan.Invocation;

/**
 * A state of a volume that one command brings about, and that may be asked for again: VxVM refuses
 * configuration commands while the cluster's master is being switched, and they then have to be
 * repeated (Administrator's Guide, master switch). A command that gave no answer is not repeated:
 * it may still have its effect.
 */
abstract class OneCommandGoal implements Goal {
  private final Site site;
  private boolean answered = true;

  OneCommandGoal(Site site) {
    this.site = site;
  }

  abstract Invocation command();

  @Override
  public Attempt act() throws InterruptedException {
    Attempt attempt = site.act(command(), Duration.ofMinutes(5));
    answered = attempt.answered();
    return attempt;
  }

  @Override
  public List<Invocation> commands() {
    return List.of(command());
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(10);
  }

  @Override
  public int attempts() {
    return answered ? 5 : 1;
  }
}
