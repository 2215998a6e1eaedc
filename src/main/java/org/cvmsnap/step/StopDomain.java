package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.cluster.OpenVolumes;
import org.cvmsnap.cluster.OwnerGroup;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.ldm.LdmCommands;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.Timeouts;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Step;
import org.cvmsnap.site.Site;
import org.cvmsnap.solaris.GuestOs;

/**
 * The domain does not run.
 *
 * @param os the operating system in the guest
 * @param force whether it may be stopped without its operating system being asked, once asking has
 *     not helped
 * @param exclusive the volumes that no other node may have open when it is started again
 * @param owner the service group that might start it elsewhere
 * @param numbers of its disks, by their names
 * @param awaited the service in the guest that has to be online when it is back; empty for the
 *     multi-user milestone
 * @param boots how long its last boots took; empty where none is known, as in journals of older
 *     versions
 */
public record StopDomain(
    GuestName guest,
    Machine control,
    Machine os,
    boolean force,
    Timeouts timeouts,
    List<VolumeId> exclusive,
    Optional<OwnerGroup> owner,
    Map<String, Integer> numbers,
    Optional<String> awaited,
    List<Duration> boots)
    implements SiteStep.InOutage {
  /**
   * How long a domain that was asked to stop, and did not, is watched: it may do so late, and must
   * not do so behind the back of a run that has gone home (ldm(1M) known issue: stop-domain can
   * time out on a loaded domain).
   */
  private static final Duration LATE_STOP = Duration.ofMinutes(2);

  /** Why a domain is waited for that is seen to boot. */
  public static final String BOOTS = "it boots";

  public StopDomain {
    exclusive = List.copyOf(exclusive);
    numbers = Map.copyOf(numbers);
    boots = List.copyOf(boots);
  }

  /** The same of a guest of which these boots are known. */
  public StopDomain knowing(List<Duration> known) {
    return new StopDomain(
        guest, control, os, force, timeouts, exclusive, owner, numbers, awaited, known);
  }

  @Override
  public Optional<Machine> system() {
    return Optional.of(os);
  }

  @Override
  public Optional<Debt> debt() {
    return Optional.of(Debt.down("stopped", guest, guest + " has to be started"));
  }

  /** It is to be started again, whoever stops it from now on. */
  @Override
  public boolean takesOver(Step earlier) {
    return earlier instanceof RunOn;
  }

  @Override
  public Optional<String> remedy() {
    return Optional.of(
        ShellLine.hint(
            "See what keeps it up, on its console or with ldm list -l %s. --stop-timeout gives it longer; --force-stop stops it without asking.",
            guest));
  }

  @Override
  public Goal goal(Site site, History history) {
    return Goal.of(
        subject(guest.value()),
        Limits.of(timeouts.stop(), timeouts.stop())
            .settling(LATE_STOP, LATE_STOP)
            .attempts(force ? 2 : 1),
        List.of(stopping(Acts.NONE)),
        acts -> {
          Domain domain = site.ldm(control).domain(guest);
          if (!domain.settled()) {
            return Look.moving("it is on its way down");
          }
          return domain.state() == DomainState.ACTIVE
              ? Look.owed("it is active", stopping(acts))
              : Look.reached();
        });
  }

  private Invocation stopping(Acts acts) {
    return here(force && !acts.none() ? LdmCommands.stopForced(guest) : LdmCommands.stop(guest));
  }

  /**
   * The domain is active and its operating system has booted. A domain is active from the first
   * moment at the ok prompt on, and says "Solaris running" before its services have started, so the
   * guest itself has the last word (ldm(1M); svcs(1)). Where its file systems could not be mounted
   * at boot, nothing that needs them starts before somebody has mounted them: that is then told. A
   * domain that is not bound any more, as after a power cycle of its machine, is bound first.
   */
  @Override
  public Goal repayment(Site site, boolean resumed) {
    Invocation starting = here(LdmCommands.start(guest));
    SafeStart safe = new SafeStart(site, guest, control, exclusive, owner, resumed);
    BootPace pace = new BootPace(site, os, site.time().elapsed(), boots);
    Limits limits =
        Limits.of(Duration.ofMinutes(5), timeouts.boot())
            .settling(Duration.ofMinutes(1), Duration.ofMinutes(2))
            .attempts(5);
    return new Goal.Parts(
        subject("start-domain", guest.value()),
        acts -> limits.every(pace.pause()),
        List.of(starting),
        List.of(starting),
        acts -> {
          if (!acts.none() && site.proven(os)) {
            return alone(site, resumed, answering(site));
          }
          Domain domain = site.ldm(control).domain(guest);
          if (!domain.settled()) {
            return Look.moving(domain.motion());
          }
          return switch (domain.state()) {
            case INACTIVE -> unbound(safe, starting);
            case BOUND -> bound(site, safe, starting);
            case CHANGING, SUSPENDED -> Look.moving(domain.motion());
            case ACTIVE -> alone(site, resumed, booted(site, domain, pace));
          };
        });
  }

  private Look bound(Site site, SafeStart safe, Invocation starting)
      throws NotLearnedException, InterruptedException {
    site.readAhead(
        List.of(
            () -> new DiskNumbers(guest, control, numbers).against(site),
            () -> safe.start(starting)));
    Optional<Look> against = new DiskNumbers(guest, control, numbers).against(site);
    Look look = against.isPresent() ? against.get() : safe.start(starting);
    // Where it has come up elsewhere it must not stay bound here, with the same disks.
    return look instanceof Look.Reached up
        ? Look.owed("it " + up.why() + ", and is bound here too", here(LdmCommands.unbind(guest)))
        : look;
  }

  private Look unbound(SafeStart safe, Invocation starting)
      throws NotLearnedException, InterruptedException {
    Look look = safe.bind(here(LdmCommands.bind(guest)));
    return look instanceof Look.Owed owed
        ? new Look.Owed(
            owed.why(), owed.next(), Optional.of(UnbindDomain.LIMIT), List.of(starting), List.of())
        : look;
  }

  private Look booted(Site site, Domain domain, BootPace pace) throws InterruptedException {
    return domain.flags().transition() || SoftState.notYet(site, control, guest)
        ? Look.moving(BOOTS)
        : asked(site.os(os, pace.answer()));
  }

  /**
   * Between the death of one process and the recovery by another somebody, or VCS, may have started
   * it on another node as well. The guest does not wait for a node that does not answer.
   */
  private Look alone(Site site, boolean resumed, Look look) throws InterruptedException {
    if (!resumed || !(look instanceof Look.Reached) || exclusive.isEmpty()) {
      return look;
    }
    try {
      Map<VolumeId, List<String>> open = new OpenVolumes(site, control).elsewhere(exclusive);
      return open.isEmpty()
          ? look
          : Look.blocked(
              "it runs, and another node has its disks as well, so that two write to them: "
                  + OpenVolumes.described(open)
                  + "; stop one of the two at once, and check its file systems");
    } catch (NotLearnedException e) {
      return look;
    }
  }

  /** A guest that has answered since its start is not asked of ldm; what is mounted is next. */
  private Look answering(Site site) throws InterruptedException {
    GuestOs guestOs = site.os(os);
    site.readAhead(
        List.of(
            () -> guestOs.service(awaitedService()),
            () -> guestOs.service(GuestOs.FILE_SYSTEMS),
            guestOs::mounts));
    return asked(guestOs);
  }

  private String awaitedService() {
    return awaited.orElse(GuestOs.MULTI_USER);
  }

  private Look asked(GuestOs guestOs) throws InterruptedException {
    try {
      if (guestOs.service(awaitedService()).equals("online")) {
        return Look.reached();
      }
      return guestOs.service(GuestOs.FILE_SYSTEMS).equals("maintenance")
          ? Look.differs(
              GuestOs.FILE_SYSTEMS
                  + " is in maintenance, so that services wait for it: type in the guest svcs -xv,"
                  + " and once all is mounted svcadm clear "
                  + GuestOs.FILE_SYSTEMS)
          : Look.moving("its operating system starts its services");
    } catch (NotLearnedException e) {
      return Look.moving("its operating system is not to be reached yet: " + e.why());
    }
  }
}
