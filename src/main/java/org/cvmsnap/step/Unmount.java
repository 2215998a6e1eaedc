package org.cvmsnap.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.cluster.Mounts;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.Timeouts;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Step;
import org.cvmsnap.site.Site;
import org.cvmsnap.solaris.SolarisCommands;

/**
 * The file system is not mounted in the guest. It is never forced off.
 *
 * @param os the operating system in the guest
 * @param atBoot what the guest does with it by itself when it boots
 * @param listed the options that vfstab has for it, joined by commas; empty where it has no line
 * @param remount whether it is owed that it is mounted again; otherwise it stays unmounted, as the
 *     operator asked
 */
public record Unmount(
    GuestName guest,
    Machine os,
    Mount mount,
    Mounts.AtBoot atBoot,
    Optional<String> listed,
    boolean remount,
    Timeouts timeouts)
    implements SiteStep.LettingGo {
  private static final int REMOUNTS = 2;

  @Override
  public Optional<Debt> debt() {
    return takingAgain("unmounted", mount.mountPoint() + " has to be mounted");
  }

  /** Where neither file system rests on the other: their order counts then. */
  @Override
  public boolean togetherWith(Step before) {
    return before instanceof Unmount other
        && !mount.restsOn(other.mount())
        && !other.mount().restsOn(mount);
  }

  @Override
  public Optional<String> remedy() {
    return Optional.of(
        ShellLine.hint(
            "Where it is busy, find out what holds it, in %s: fuser -cu %s. Where that ends by itself,"
                + " --umount-timeout waits longer for it.",
            guest, mount.mountPoint()));
  }

  /** Something that looked in for a moment may be gone at the next attempt. */
  @Override
  public Goal goal(Site site, History history) {
    return Goal.of(
        subject(kind(), mount.mountPoint()),
        lettingGo(timeouts, history),
        List.of(unmounting()),
        acts -> {
          Optional<Mount> there =
              site.os(os).mounts().stream()
                  .filter(each -> each.mountPoint().equals(mount.mountPoint()))
                  .filter(each -> each.special().equals(mount.special()))
                  .findFirst();
          if (there.isEmpty()) {
            return Look.reached();
          }
          return options(there.get()).equals(options(mount))
              ? Look.owed("it is mounted", unmounting())
              : Look.blocked(
                  "its options have been changed since the survey",
                  "Somebody has mounted it with other options meanwhile: type the same command again, which takes it as it is now.");
        });
  }

  private Invocation unmounting() {
    return there(SolarisCommands.umount(mount.mountPoint()));
  }

  /**
   * The ways to mount it again, the best first: as vfstab says, if that is how it was; with the
   * options that somebody had to ask for; as vfstab says in any case; and with none. The options
   * that a mount table shows are not all such that mount takes them again.
   */
  private List<Invocation> ways() {
    List<List<String>> ways = new ArrayList<>();
    List<String> asked = Mounts.askedFor(mount);
    Optional<List<String>> byVfstab =
        listed.map(options -> SolarisCommands.mount(mount.mountPoint()));
    boolean same =
        listed
            .map(text -> text.isEmpty() ? List.<String>of() : List.of(text.split(",", -1)))
            .filter(options -> Mounts.sameOptions(options, mount))
            .isPresent();
    if (same) {
      byVfstab.ifPresent(ways::add);
    } else if (mount.fsType().equals("zfs") && listed.isEmpty()) {
      ways.add(SolarisCommands.zfsMount(mount.special()));
    }
    ways.add(SolarisCommands.mount(mount, asked));
    byVfstab.ifPresent(ways::add);
    ways.add(SolarisCommands.mount(mount, List.of()));
    return ways.stream().distinct().map(this::there).toList();
  }

  private Invocation remounting() {
    List<String> options = new ArrayList<>(List.of("remount"));
    options.addAll(mount.withoutKernelOptions().options());
    return there(SolarisCommands.mount(mount, options));
  }

  /**
   * The file system is mounted where and as it was. What the guest mounted there by itself is never
   * unmounted for it: if it has other options, these are changed, and where that cannot be done it
   * is told. What it mounted inside is unmounted first, as it would be hidden, and is mounted again
   * for the step that owes it.
   */
  @Override
  public Goal repayment(Site site, boolean resumed) {
    Invocation best = ways().get(0);
    return new Goal.Parts(
        subject("mount", mount.mountPoint()),
        acts -> takingAgain(timeouts),
        switch (atBoot) {
          case AS_IT_WAS -> List.of();
          case OTHERWISE -> List.of(remounting());
          case NOT -> List.of(best);
        },
        List.of(best),
        acts -> mounted(site, acts));
  }

  private Look mounted(Site site, Acts acts) throws NotLearnedException, InterruptedException {
    List<Mount> mounts = site.os(os).mounts();
    Optional<Mount> found =
        mounts.stream()
            .filter(each -> each.mountPoint().equals(mount.mountPoint()))
            .reduce((lower, upper) -> upper);
    if (found.isEmpty()) {
      List<Invocation> ways = ways();
      Optional<Mount> hidden = Mounts.inside(mounts, mount.mountPoint());
      if (hidden.isPresent()) {
        String inner = hidden.get().mountPoint();
        return Look.owed(
            inner + " would be hidden by it", there(SolarisCommands.umount(inner)), ways);
      }
      return Look.owed("it is not mounted" + noDevice(acts), ways.get(tries(acts) % ways.size()));
    }
    Mount there = found.get();
    if (!there.special().equals(mount.special())) {
      return Look.blocked("something else is mounted there: " + there.special());
    }
    if (options(there).equals(options(mount))) {
      return Look.reached();
    }
    String differs = "it is mounted with other options: " + String.join(",", there.options());
    return tries(acts) < REMOUNTS ? Look.owed(differs, remounting()) : Look.differs(differs);
  }

  /** How often it was tried to mount it. */
  private static int tries(Acts acts) {
    return (int) acts.given().stream().filter(each -> each.argv().contains("mount")).count();
  }

  /** What helps where the guest has the disk, and finds no slices on it. */
  private String noDevice(Acts acts) {
    String disk = mount.special().replaceFirst("^/dev/dsk/(.*)s[0-9]+$", "/dev/rdsk/$1s2");
    return acts.last().said().contains("No such device") && !disk.equals(mount.special())
        ? ShellLine.hint(
            "; where its disk has lost its label (prtvtoc %1$s), write that again in %2$s: fmthard -s FILE %1$s",
            disk, guest)
        : "";
  }

  private static Set<String> options(Mount mount) {
    return Set.copyOf(mount.withoutKernelOptions().options());
  }
}
