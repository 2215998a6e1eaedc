package org.cvmsnap.step;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.GuestDevices;
import org.cvmsnap.cluster.OpenVolumes;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.ldm.DomainDisks;
import org.cvmsnap.ldm.LdmCommands;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.Timeouts;
import org.cvmsnap.model.VirtualDisk;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Step;
import org.cvmsnap.site.Site;

/**
 * A guest that runs does not have the disk any more, so that its server has closed the back end
 * (Administration Guide, dynamic reconfiguration of virtual disks). It is never forced: a disk that
 * anything in the guest has open stays.
 *
 * @param os the operating system in the guest
 * @param disk as it has to be again, with its number and its time limit
 * @param volume that it shows
 */
public record DetachDisk(
    GuestName guest,
    Machine control,
    Machine os,
    VirtualDisk disk,
    VolumeId volume,
    Timeouts timeouts)
    implements SiteStep.InOutage {
  /**
   * How long one that was asked for, and did not happen, is watched: it may happen late, and must
   * not do so behind the back of a run that has gone home.
   */
  private static final Duration LATE_DETACH = Duration.ofMinutes(1);

  @Override
  public Optional<Machine> system() {
    return Optional.of(os);
  }

  @Override
  public Optional<Debt> debt() {
    return Optional.of(
        Debt.lacking(
            "detached",
            guest,
            "disk %s%s has to be given back to %s"
                .formatted(
                    disk.name(),
                    disk.frontEnd().map(name -> " (" + name + ")").orElse(""),
                    guest)));
  }

  @Override
  public boolean togetherWith(Step before) {
    return before instanceof DetachDisk;
  }

  @Override
  public Optional<String> remedy() {
    return Optional.of(
        ShellLine.hint(
            "End what uses it, in %s. --mode stop, or --mode auto, takes the guest down for it.",
            guest));
  }

  /** The driver refuses while it flushes, so it is asked for again a moment later (vdc). */
  @Override
  public Goal goal(Site site, History history) {
    return Goal.of(
        subject(guest + "/" + disk.name()),
        Limits.of(Duration.ofMinutes(1), Duration.ofMinutes(1))
            .settling(Duration.ofSeconds(1), LATE_DETACH)
            .attempts(3)
            .whileAnswered(),
        List.of(detaching()),
        acts -> {
          DomainDisks domains = site.ldm(control).domainDisks();
          Optional<VirtualDisk> there = domains.disk(guest, disk.name());
          if (there.isEmpty()) {
            return Look.reached();
          }
          if (!there.get().equals(disk)) {
            return another(there.get());
          }
          return state(domains) == DomainState.ACTIVE
              ? Look.owed("the guest has it", detaching())
              : Look.blocked(
                  "the guest does not run any more",
                  "Somebody stops or boots it: type the same command again when it is up.");
        });
  }

  private DomainState state(DomainDisks domains) throws NotLearnedException {
    DomainState state = domains.states().get(guest);
    if (state == null) {
      throw new NotLearnedException("there is no domain " + guest + " on " + control.name());
    }
    return state;
  }

  private Invocation detaching() {
    return here(LdmCommands.rmVdisk(disk.name(), guest));
  }

  private Invocation attaching() {
    return here(LdmCommands.addVdisk(disk));
  }

  /**
   * The guest has the disk again, with the number and the time limit that it had: in whatever state
   * it is by now, and never while anybody else has the volume.
   */
  @Override
  public Goal repayment(Site site, boolean resumed) {
    return Goal.of(
        subject("attach-disk", guest + "/" + disk.name()),
        Limits.of(Duration.ofMinutes(1), timeouts.boot())
            .settling(Duration.ofSeconds(10), LATE_DETACH)
            .attempts(8),
        List.of(attaching()),
        acts -> attached(site, acts));
  }

  private Look attached(Site site, Acts acts) throws NotLearnedException, InterruptedException {
    if (!acts.none()) {
      site.readAhead(List.of(site.ldm(control)::domainDisks, site.os(os)::frontEnds));
    }
    DomainDisks domains = site.ldm(control).domainDisks();
    DomainState state = state(domains);
    if (state == DomainState.CHANGING || state == DomainState.SUSPENDED) {
      return Look.moving("the guest is " + state.word());
    }
    Optional<VirtualDisk> there = domains.disk(guest, disk.name());
    boolean runs = state == DomainState.ACTIVE;
    if (there.isPresent()) {
      return !same(there.get())
          ? another(there.get())
          : runs ? seen(site, domains) : Look.reached();
    }
    if (runs && SoftState.notYet(Optional.ofNullable(domains.softStates().get(guest)))) {
      return Look.moving("the guest boots, and cannot be given a disk meanwhile");
    }
    Optional<String> taken = taken(site, domains);
    if (taken.isPresent()) {
      return Look.blocked("the guest does not have it, and " + taken.get());
    }
    boolean refused = acts.last().answered() && !acts.last().said().isEmpty();
    return refused && state != DomainState.INACTIVE
        ? Look.owed(
            "the guest does not have it" + remedy(runs), attaching(), List.of(), unbound(runs))
        : Look.owed("the guest does not have it", attaching());
  }

  /**
   * What helps where a guest that runs is refused its disk: one that is bound anew needs no further
   * end points (LDC) for it, and nobody in it is asked.
   */
  private String remedy(boolean runs) {
    return runs
        ? ShellLine.hint(
            ", and is refused it while it runs. When it is stopped and unbound (ldm stop %1$s; ldm unbind %1$s), cvmsnap recover gives it back and starts the guest",
            guest)
        : ShellLine.hint(
            ", and is refused it while it is bound. When it is unbound (ldm unbind %s), cvmsnap recover gives it back and starts the guest",
            guest);
  }

  /** What is typed for a guest that has to be unbound for its disk, and started again. */
  private List<Invocation> unbound(boolean runs) {
    List<Invocation> typed = new ArrayList<>();
    if (runs) {
      typed.add(here(LdmCommands.stop(guest)));
    }
    typed.add(here(LdmCommands.unbind(guest)));
    typed.add(attaching());
    typed.add(here(LdmCommands.bind(guest)));
    typed.add(here(LdmCommands.start(guest)));
    return typed;
  }

  private Look another(VirtualDisk there) {
    String how =
        "it is another disk by now: %s, and it was %s".formatted(described(there), described(disk));
    return Look.blocked(showsTheSame(there) ? how + byHand() : how);
  }

  /** What gives it back as it was, where it shows the volume and is another one for all that. */
  private String byHand() {
    List<Invocation> typed = unbound(true);
    typed.add(typed.indexOf(attaching()), detaching());
    return "; give it back as it was, on %s: %s; then cvmsnap recover"
        .formatted(
            control.name(),
            typed.stream().map(Invocation::typed).collect(Collectors.joining(", ")));
  }

  /** Whether a disk shows what this one does. */
  private boolean showsTheSame(VirtualDisk other) {
    return other.volume().equals(disk.volume()) && other.service().equals(disk.service());
  }

  private static String described(VirtualDisk disk) {
    return disk.volume()
        + "@"
        + disk.service()
        + (disk.id().isPresent() ? " id=" + disk.id().getAsInt() : "")
        + (disk.timeout().isPresent() ? " timeout=" + disk.timeout().getAsInt() : "");
  }

  /** An inactive domain's disks are listed without their servers. */
  private boolean same(VirtualDisk there) {
    return showsTheSame(there)
        && there.timeout().equals(disk.timeout())
        && (there.id().equals(disk.id()) || there.id().isEmpty());
  }

  /** Who has what the disk needs: its number, or its volume. */
  private Optional<String> taken(Site site, DomainDisks domains)
      throws NotLearnedException, InterruptedException {
    for (VirtualDisk other : domains.disks()) {
      boolean own = other.domain().equals(guest);
      if (own && other.id().isPresent() && other.id().equals(disk.id())) {
        return Optional.of("its disk " + other.name() + " has that number");
      }
      if (!own && showsTheSame(other)) {
        return Optional.of(other.domain() + " has it as disk " + other.name());
      }
    }
    Map<VolumeId, List<String>> open = new OpenVolumes(site, control).of(List.of(volume));
    return open.isEmpty() ? Optional.empty() : Optional.of(OpenVolumes.described(open));
  }

  /** A guest that runs has to see it; one that cannot be asked is asked by its mounts. */
  private Look seen(Site site, DomainDisks domains) throws InterruptedException {
    if (disk.id().isEmpty()) {
      return Look.reached();
    }
    Set<Integer> known =
        domains.disks().stream()
            .filter(each -> each.domain().equals(guest))
            .flatMap(each -> each.id().stream().boxed())
            .collect(Collectors.toSet());
    try {
      Map<String, Integer> numbers = GuestDevices.numbers(site.os(os).frontEnds(), known);
      return numbers.containsValue(disk.id().getAsInt())
          ? Look.reached()
          : Look.moving("the guest does not see it yet");
    } catch (NotLearnedException e) {
      return Look.reached();
    }
  }
}
