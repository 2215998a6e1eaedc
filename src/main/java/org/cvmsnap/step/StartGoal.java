package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.ldm.Ldm;
import org.cvmsnap.ldm.LdmCommands;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.Debt;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.Subject;

/**
 * The domain is active and its operating system has booted. A domain is active from the first
 * moment at the ok prompt on, and says "Solaris running" before its services have started, so the
 * guest itself has the last word (ldm(1M); svcs(1)). A domain that is not bound any more, as after
 * a power cycle of its machine, is bound first.
 */
final class StartGoal implements Goal {
  private static final Optional<String> RUNNING = Optional.of("Solaris running");

  private final Site site;
  private final Debt.Stopped debt;
  private final Elsewhere elsewhere;
  private final BindGoal bound;
  private boolean unbound;

  /**
   * @param anywhere whether it will do that the guest is up on another node
   */
  StartGoal(Site site, Debt.Stopped debt, boolean anywhere) {
    this.site = site;
    this.debt = debt;
    this.elsewhere = new Elsewhere(site, debt.control(), debt.guest(), debt.exclusive(), anywhere);
    this.bound =
        new BindGoal(
            site,
            new Debt.Unbound(debt.guest(), debt.control(), debt.exclusive(), debt.owner()),
            anywhere);
  }

  @Override
  public Subject subject() {
    return new Subject("start-domain", debt.guest().value(), debt.control().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    Ldm ldm = site.ldm(debt.control());
    Domain domain = site.domain(debt.control(), debt.guest());
    if (!domain.settled()) {
      return Look.moving("it changes its state");
    }
    unbound = domain.state() == DomainState.INACTIVE;
    return switch (domain.state()) {
      case INACTIVE -> bound.look();
      case BOUND -> mayStart();
      case CHANGING -> Look.moving("it changes its state");
      case ACTIVE -> booted(ldm, domain);
    };
  }

  /** While it was bound another node may have taken its disks. */
  private Look mayStart() throws NotLearnedException, InterruptedException {
    Optional<String> other = new OtherStarts(site, debt.control(), debt.owner()).why();
    if (other.isPresent()) {
      return elsewhere.up().orElseGet(() -> Look.blocked("it is not running; " + other.get()));
    }
    if (debt.exclusive().isEmpty()) {
      return Look.owed("it is not running");
    }
    Map<VolumeId, List<String>> open =
        new Openness(site, debt.control()).elsewhere(debt.exclusive());
    return open.isEmpty()
        ? Look.owed("it is not running")
        : elsewhere
            .up(open)
            .orElseGet(
                () ->
                    Look.blocked(
                        "it is not running, and another node has its disks: "
                            + Openness.told(open)));
  }

  private Look booted(Ldm ldm, Domain domain) throws NotLearnedException, InterruptedException {
    if (domain.flags().transition() || !ldm.softState(debt.guest()).equals(RUNNING)) {
      return Look.moving("it boots");
    }
    try {
      return site.os(debt.os()).booted()
          ? Look.reached()
          : Look.moving("its operating system starts its services");
    } catch (NotLearnedException e) {
      return Look.moving("its operating system is not to be reached yet: " + e.why());
    }
  }

  @Override
  public Attempt act() throws InterruptedException {
    return unbound ? bound.act() : site.act(commands().get(0), Duration.ofMinutes(5));
  }

  @Override
  public List<Invocation> commands() {
    return List.of(new Invocation(debt.control(), LdmCommands.start(debt.guest())));
  }

  @Override
  public List<Invocation> byHand() {
    return unbound
        ? Stream.concat(bound.commands().stream(), commands().stream()).toList()
        : commands();
  }

  @Override
  public Duration patience() {
    return debt.timeouts().boot();
  }

  @Override
  public Duration settling(boolean answered) {
    return Duration.ofMinutes(answered ? 1 : 2);
  }

  @Override
  public int attempts() {
    return 5;
  }
}
