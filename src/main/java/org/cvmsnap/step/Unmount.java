package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.cluster.Mounts;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.Timeouts;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Subject;
import org.cvmsnap.site.Site;
import org.cvmsnap.solaris.SolarisCommands;

/**
 * The file system is not mounted in the guest. It is never forced off.
 *
 * @param os the operating system in the guest
 * @param atBoot what the guest does with it by itself when it boots
 * @param remount whether it is owed that it is mounted again; otherwise it stays unmounted, as the
 *     operator asked
 */
public record Unmount(
    GuestName guest,
    Machine os,
    Mount mount,
    Mounts.AtBoot atBoot,
    boolean remount,
    Timeouts timeouts)
    implements SiteStep {
  private static final int SECONDS_PER_ATTEMPT = 15;
  private static final Limits MOUNTING =
      Limits.of(Duration.ofMinutes(5), Duration.ofMinutes(5))
          .settling(Duration.ofMinutes(1), Duration.ofMinutes(2))
          .attempts(6);

  @Override
  public Phase phase() {
    return Phase.OUTAGE;
  }

  @Override
  public Optional<Debt> debt() {
    return remount
        ? Optional.of(
            Debt.outage("unmounted", guest, mount.mountPoint() + " has to be mounted in " + guest))
        : Optional.empty();
  }

  /** Something that looked in for a moment may be gone at the next attempt. */
  @Override
  public Goal goal(Site site, History history) {
    long attempts = Math.max(1, timeouts.umount().toSeconds() / SECONDS_PER_ATTEMPT);
    return Goal.of(
        new Subject(kind(), mount.mountPoint(), os.name()),
        Limits.of(timeouts.umount(), timeouts.umount()).attempts((int) attempts),
        List.of(unmounting()),
        acts -> {
          boolean mounted =
              site.os(os).mounts().stream()
                  .filter(each -> each.mountPoint().equals(mount.mountPoint()))
                  .anyMatch(each -> each.special().equals(mount.special()));
          return mounted ? Look.owed("it is mounted", unmounting()) : Look.reached();
        });
  }

  private Invocation unmounting() {
    return new Invocation(os, SolarisCommands.umount(mount.mountPoint()));
  }

  private Invocation mounting() {
    return new Invocation(os, SolarisCommands.mount(mount));
  }

  /**
   * The file system is mounted where and as it was. What the guest mounted by itself, in another
   * way, is unmounted first; what it mounted as it was is left alone.
   */
  @Override
  public Goal repayment(Site site, boolean resumed) {
    List<Invocation> mounting = List.of(mounting());
    return new Goal.Parts(
        new Subject("mount", mount.mountPoint(), os.name()),
        acts -> MOUNTING,
        switch (atBoot) {
          case AS_IT_WAS -> List.of();
          case OTHERWISE -> List.of(unmounting(), mounting());
          case NOT -> mounting;
        },
        mounting,
        acts -> mounted(site));
  }

  private Look mounted(Site site) throws NotLearnedException, InterruptedException {
    Optional<Mount> found =
        site.os(os).mounts().stream()
            .filter(each -> each.mountPoint().equals(mount.mountPoint()))
            .reduce((lower, upper) -> upper);
    if (found.isEmpty()) {
      return Look.owed("it is not mounted", mounting());
    }
    Mount there = found.get();
    if (!there.special().equals(mount.special())) {
      return Look.blocked("something else is mounted there: " + there.special());
    }
    return options(there).equals(options(mount))
        ? Look.reached()
        : Look.owed(
            "it is mounted with other options: " + String.join(",", there.options()), unmounting());
  }

  private static Set<String> options(Mount mount) {
    return Set.copyOf(mount.withoutKernelOptions().options());
  }
}
