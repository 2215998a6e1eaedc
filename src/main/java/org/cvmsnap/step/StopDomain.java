package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
import org.cvmsnap.model.Timeouts;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.site.Site;

/**
 * The domain does not run.
 *
 * @param os the operating system in the guest
 * @param force whether it may be stopped without its operating system being asked, once asking has
 *     not helped
 * @param exclusive the volumes that no other node may have open when it is started again
 * @param owner the service group that might start it elsewhere
 */
public record StopDomain(
    GuestName guest,
    Machine control,
    Machine os,
    boolean force,
    Timeouts timeouts,
    List<VolumeId> exclusive,
    Optional<OwnerGroup> owner)
    implements SiteStep.InOutage {
  /**
   * How long a domain that was asked to stop, and did not, is watched: it may do so late, and must
   * not do so behind the back of a run that has gone home (ldm(1M) known issue: stop-domain can
   * time out on a loaded domain).
   */
  private static final Duration LATE_STOP = Duration.ofMinutes(2);

  private static final Optional<String> RUNNING = Optional.of("Solaris running");

  public StopDomain {
    exclusive = List.copyOf(exclusive);
  }

  @Override
  public Optional<Debt> debt() {
    return Optional.of(Debt.outage("stopped", guest, guest + " has to be started"));
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
          Domain domain = site.domain(control, guest);
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
   * guest itself has the last word (ldm(1M); svcs(1)). A domain that is not bound any more, as
   * after a power cycle of its machine, is bound first.
   */
  @Override
  public Goal repayment(Site site, boolean resumed) {
    Invocation starting = here(LdmCommands.start(guest));
    SafeStart safe = new SafeStart(site, guest, control, exclusive, owner, resumed);
    return Goal.of(
        subject("start-domain", guest.value()),
        Limits.of(Duration.ofMinutes(5), timeouts.boot())
            .settling(Duration.ofMinutes(1), Duration.ofMinutes(2))
            .attempts(5),
        List.of(starting),
        acts -> {
          Domain domain = site.domain(control, guest);
          if (!domain.settled()) {
            return Look.moving("it changes its state");
          }
          return switch (domain.state()) {
            case INACTIVE -> unbound(safe);
            case BOUND -> safe.start(starting);
            case CHANGING -> Look.moving("it changes its state");
            case ACTIVE -> booted(site, domain);
          };
        });
  }

  private Look unbound(SafeStart safe) throws NotLearnedException, InterruptedException {
    Look look = safe.bind(here(LdmCommands.bind(guest)));
    return look instanceof Look.Owed owed
        ? Look.owed(owed.why(), owed.next(), UnbindDomain.LIMIT)
        : look;
  }

  private Look booted(Site site, Domain domain) throws NotLearnedException, InterruptedException {
    if (domain.flags().transition() || !site.ldm(control).softState(guest).equals(RUNNING)) {
      return Look.moving("it boots");
    }
    try {
      return site.os(os).booted()
          ? Look.reached()
          : Look.moving("its operating system starts its services");
    } catch (NotLearnedException e) {
      return Look.moving("its operating system is not to be reached yet: " + e.why());
    }
  }
}
