package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Mount;
import org.cvmsnap.plan.Debt;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.solaris.SolarisCommands;

/**
 * The file system is mounted where and as it was. What the guest mounted by itself, in another way,
 * is unmounted first; what it mounted as it was is left alone.
 */
final class MountGoal implements Goal {
  private final Site site;
  private final Debt.Unmounted debt;
  private boolean mountedOtherwise;

  MountGoal(Site site, Debt.Unmounted debt) {
    this.site = site;
    this.debt = debt;
  }

  @Override
  public Subject subject() {
    return new Subject("mount", debt.mount().mountPoint(), debt.os().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    Optional<Mount> found =
        site.os(debt.os()).mounts().stream()
            .filter(mount -> mount.mountPoint().equals(debt.mount().mountPoint()))
            .reduce((lower, upper) -> upper);
    mountedOtherwise = false;
    if (found.isEmpty()) {
      return Look.owed("it is not mounted");
    }
    Mount mount = found.get();
    if (!mount.special().equals(debt.mount().special())) {
      return Look.blocked("something else is mounted there: " + mount.special());
    }
    if (options(mount).equals(options(debt.mount()))) {
      return Look.reached();
    }
    mountedOtherwise = true;
    return Look.owed("it is mounted with other options: " + String.join(",", mount.options()));
  }

  private static Set<String> options(Mount mount) {
    return Set.copyOf(mount.withoutKernelOptions().options());
  }

  @Override
  public Attempt act() throws InterruptedException {
    return site.act(mountedOtherwise ? unmount() : mount(), Duration.ofMinutes(5));
  }

  private Invocation unmount() {
    return new Invocation(debt.os(), SolarisCommands.umount(debt.mount().mountPoint()));
  }

  private Invocation mount() {
    return new Invocation(debt.os(), SolarisCommands.mount(debt.mount()));
  }

  @Override
  public List<Invocation> commands() {
    return switch (debt.atBoot()) {
      case AS_IT_WAS -> List.of();
      case OTHERWISE -> List.of(unmount(), mount());
      case NOT -> List.of(mount());
    };
  }

  @Override
  public List<Invocation> byHand() {
    return List.of(mount());
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(5);
  }

  @Override
  public Duration settling(boolean answered) {
    return Duration.ofMinutes(answered ? 1 : 2);
  }

  @Override
  public int attempts() {
    return 6;
  }
}
