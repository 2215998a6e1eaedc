package org.cvmsnap.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.cvmsnap.sim.Domain.State;
import org.cvmsnap.sim.OperatingSystem.Stage;

/**
 * Starting and stopping guests: the steps of a boot and of a shutdown, and what they do to disks.
 */
final class Power {
  private static final Duration LOGIN_BEFORE_MULTI_USER = Duration.ofSeconds(5);
  private static final Duration BACK_END_RETRY = Duration.ofSeconds(10);

  private final SimCluster cluster;

  Power(SimCluster cluster) {
    this.cluster = cluster;
  }

  void boot(Domain domain) {
    domain.state = State.ACTIVE;
    domain.os.start(cluster.now());
    cluster.vcs().seen();
    if (!domain.installed || "false".equals(domain.variables.get("auto-boot?"))) {
      domain.os.stage = Stage.OPENBOOT;
      return;
    }
    domain.os.stage = Stage.BOOTING;
    domain.os.boots++;
    later(cluster.span(domain, Span.SOFTSTATE), ScheduledEvent.Kind.KERNEL_UP, domain);
  }

  /** Begins a shutdown that ends after the domain's time for it. */
  void halt(Domain domain, boolean orderly) {
    domain.os.stage = Stage.HALTING;
    domain.os.orderly = orderly;
    Duration takes = cluster.span(domain, Span.STOP);
    domain.os.downAt = cluster.now().plus(takes);
    later(takes, ScheduledEvent.Kind.DOWN, domain);
  }

  /** The operating system is gone at once; the domain stays bound. */
  void down(Domain domain) {
    List<String> uses = domain.uses().toList();
    domain.mounts.clear();
    domain.holders.clear();
    domain.services.forEach(GuestService::gone);
    domain.os.kernelUp = false;
    uses.forEach(use -> cluster.fileSystems().released(domain, use, domain.os.orderly));
    domain.os.end();
    domain.state = State.BOUND;
    cluster.vcs().seen();
  }

  /** The machine loses power: no domain is bound, and each has the disks that are saved. */
  void lose(Domain domain) {
    if (!domain.control && domain.open()) {
      domain.os.orderly = false;
      down(domain);
      domain.state = State.INACTIVE;
      domain.transition = Domain.Transition.NONE;
    }
    List<Vdisk> lost = List.copyOf(domain.disks);
    domain.disks.clear();
    domain.saved.forEach(disk -> domain.disks.add(asWritten(disk, lost)));
  }

  /** The disk with the label that is on its volume, whatever was saved. */
  private static Vdisk asWritten(Vdisk disk, List<Vdisk> lost) {
    return lost.stream()
        .filter(one -> one.volume().equals(disk.volume()))
        .findFirst()
        .map(one -> disk.labelled(one.label()))
        .orElse(disk);
  }

  void due(ScheduledEvent due, Domain domain) {
    if (due.life() != domain.os.life) {
      return;
    }
    switch (due.kind()) {
      case KERNEL_UP -> kernelUp(domain);
      case LOGIN_UP -> loginUp(domain);
      case MULTI_USER -> domain.os.multiUser = true;
      case DOWN -> shutDown(domain);
      case COMMAND_START, COMMAND_END, MONITOR ->
          throw new IllegalStateException("not a domain's: " + due);
    }
  }

  private void kernelUp(Domain domain) {
    SimNode node = cluster.node(domain);
    if (!domain.disks.stream().allMatch(disk -> cluster.fileSystems().works(node, disk))) {
      // The virtual disk waits for its back end for ever (vds retries the export).
      later(BACK_END_RETRY, ScheduledEvent.Kind.KERNEL_UP, domain);
      return;
    }
    domain.os.kernelUp = true;
    domain.uses().forEach(use -> cluster.fileSystems().used(domain, use));
    Duration rest = cluster.span(domain, Span.BOOT).minus(cluster.span(domain, Span.SOFTSTATE));
    Duration login = rest.minus(LOGIN_BEFORE_MULTI_USER);
    later(login.isNegative() ? Duration.ZERO : login, ScheduledEvent.Kind.LOGIN_UP, domain);
  }

  private void loginUp(Domain domain) {
    domain.os.stage = Stage.RUNNING;
    cluster.fileSystems().mountPools(domain);
    startFileSystems(domain);
  }

  /**
   * What {@code filesystem/local} does at boot, and again when it is cleared: it mounts what vfstab
   * mounts at boot. Without all of it it fails, and multi-user waits for it.
   */
  void startFileSystems(Domain domain) {
    domain.os.fileSystems = true;
    for (VfstabEntry entry : domain.vfstab) {
      boolean kept = domain.deviations.mountsAtBoot() || entry.mountPoint().equals("/");
      if (kept && entry.atBoot() && domain.mountedAt(entry.mountPoint()).isEmpty()) {
        domain.os.fileSystems &=
            cluster.fileSystems().mount(domain, entry.mount(epoch())).isEmpty();
      }
    }
    domain.settleServices();
    if (domain.os.fileSystems && !domain.os.stuck) {
      Instant multiUser = domain.os.startedAt.plus(cluster.span(domain, Span.BOOT));
      Duration rest = Duration.between(cluster.now(), multiUser);
      later(
          rest.isNegative() ? LOGIN_BEFORE_MULTI_USER : rest,
          ScheduledEvent.Kind.MULTI_USER,
          domain);
    }
  }

  private void shutDown(Domain domain) {
    String runLevel = domain.os.runLevel;
    boolean orderly = domain.os.orderly;
    down(domain);
    domain.os.runLevel = "5";
    if (orderly && runLevel.equals("6")) {
      boot(domain);
    } else if (orderly && runLevel.equals("0")) {
      domain.state = State.ACTIVE;
      domain.os.stage = Stage.OPENBOOT;
    }
  }

  private long epoch() {
    return cluster.now().getEpochSecond();
  }

  private void later(Duration wait, ScheduledEvent.Kind kind, Domain domain) {
    cluster.agenda().domain(cluster.now().plus(wait), kind, domain);
  }
}
