package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.solaris.SolarisCommands;

/** The file system is not mounted in the guest. It is never forced off. */
final class UnmountGoal implements Goal {
  private static final int SECONDS_PER_ATTEMPT = 15;

  private final Site site;
  private final StepSpec.Unmount spec;

  UnmountGoal(Site site, StepSpec.Unmount spec) {
    this.site = site;
    this.spec = spec;
  }

  @Override
  public Subject subject() {
    return new Subject("unmount", spec.mount().mountPoint(), spec.os().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    boolean mounted =
        site.os(spec.os()).mounts().stream()
            .anyMatch(
                mount ->
                    mount.mountPoint().equals(spec.mount().mountPoint())
                        && mount.special().equals(spec.mount().special()));
    return mounted ? Look.owed("it is mounted") : Look.reached();
  }

  @Override
  public Attempt act() throws InterruptedException {
    return site.act(commands().get(0), spec.timeouts().umount());
  }

  @Override
  public List<Invocation> commands() {
    return List.of(new Invocation(spec.os(), SolarisCommands.umount(spec.mount().mountPoint())));
  }

  @Override
  public Duration patience() {
    return spec.timeouts().umount();
  }

  /** Something that looked in for a moment may be gone at the next attempt. */
  @Override
  public int attempts() {
    return (int) Math.max(1, spec.timeouts().umount().toSeconds() / SECONDS_PER_ATTEMPT);
  }
}
