package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.ldm.LdmCommands;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.Debt;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.Subject;

/** The domain is bound again. It never is while anybody else has its volumes open. */
final class BindGoal implements Goal {
  private final Site site;
  private final Debt.Unbound debt;
  private final Elsewhere elsewhere;

  /**
   * @param anywhere whether it will do that the guest is up on another node
   */
  BindGoal(Site site, Debt.Unbound debt, boolean anywhere) {
    this.site = site;
    this.debt = debt;
    this.elsewhere = new Elsewhere(site, debt.control(), debt.guest(), debt.exclusive(), anywhere);
  }

  @Override
  public Subject subject() {
    return new Subject("bind-domain", debt.guest().value(), debt.control().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    Domain domain = site.domain(debt.control(), debt.guest());
    return switch (domain.state()) {
      case BOUND, ACTIVE -> Look.reached();
      case CHANGING -> Look.moving("it changes its state");
      case INACTIVE -> mayBind();
    };
  }

  private Look mayBind() throws NotLearnedException, InterruptedException {
    Optional<String> other = new OtherStarts(site, debt.control(), debt.owner()).why();
    if (other.isPresent()) {
      return elsewhere.up().orElseGet(() -> Look.blocked("it is not bound; " + other.get()));
    }
    if (debt.exclusive().isEmpty()) {
      return Look.owed("it is not bound");
    }
    Map<VolumeId, List<String>> open = new Openness(site, debt.control()).of(debt.exclusive());
    return open.isEmpty()
        ? Look.owed("it is not bound")
        : elsewhere
            .up(open)
            .orElseGet(
                () ->
                    Look.blocked(
                        "it is not bound, and somebody else has its disks: "
                            + Openness.told(open)));
  }

  @Override
  public Attempt act() throws InterruptedException {
    return site.act(commands().get(0), Bound.LIMIT);
  }

  @Override
  public List<Invocation> commands() {
    return List.of(new Invocation(debt.control(), LdmCommands.bind(debt.guest())));
  }

  @Override
  public Duration patience() {
    return Bound.LIMIT;
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
