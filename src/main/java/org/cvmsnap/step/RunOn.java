package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.ldm.DomainDisks;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.Machine;
import org.cvmsnap.run.Debt;
import org.cvmsnap.site.Site;

/**
 * The guest runs, and is to run on: what is owed to its operating system cannot be paid once
 * somebody has stopped it. It comes after what is unmounted and before the disks, so that a guest
 * that is not running has its disks again before it is started, and is up before anything is
 * mounted. Where the run itself is to stop the guest, it is owed until the run does so.
 *
 * <p>A run never starts on its own way home what somebody else has stopped a moment ago: that may
 * be meant, and is told. Whoever has a run recovered asks for the guest as it was.
 *
 * @param stopped what the guest would be had the run itself stopped it
 * @param mounts what a guest that has to be started again does not mount at its boot, and that the
 *     run may not have begun to unmount; empty in journals of older versions
 */
public record RunOn(StopDomain stopped, List<Unmount> mounts) implements SiteStep.InOutage {
  public RunOn {
    mounts = List.copyOf(mounts);
  }

  @Override
  public Machine control() {
    return stopped.control();
  }

  @Override
  public Optional<Machine> system() {
    return stopped.system();
  }

  @Override
  public boolean takenLater() {
    return true;
  }

  @Override
  public Optional<Debt> debt() {
    return Optional.of(
        Debt.lacking("running", stopped.guest(), stopped.guest() + " has to be running"));
  }

  /** Nothing is done: what would take it is somebody else. */
  @Override
  public Goal goal(Site site, History history) {
    return Goal.watching(
        subject(stopped.guest().value()),
        Limits.watching(Duration.ofSeconds(10)),
        acts -> onItsOwn(site));
  }

  @Override
  public Goal repayment(Site site, boolean resumed) {
    Goal started = stopped.repayment(site, true);
    return new Goal.Parts(
        started.subject(),
        started::limits,
        List.of(),
        List.of(), // unless somebody has stopped it there is nothing to type
        acts -> {
          try {
            return resumed ? startedAgain(site, started, acts) : onItsOwn(site);
          } catch (NotLearnedException e) {
            if (answers(site)) {
              return Look.reached();
            }
            throw e;
          }
        });
  }

  /** What its boot could not mount, of what goes with it, is owed by other steps. */
  private Look startedAgain(Site site, Goal started, Acts acts)
      throws NotLearnedException, InterruptedException {
    Look look = started.look(acts);
    if (look instanceof Look.Owed owed && acts.none()) {
      return new Look.Owed(stoppedByOthers(), owed.next(), owed.limit(), owed.then(), List.of());
    }
    return look instanceof Look.Reached ? mounted(site, acts) : look;
  }

  private Look mounted(Site site, Acts acts) throws NotLearnedException, InterruptedException {
    if (acts.none()) {
      return Look.reached();
    }
    LoseMounts lost = new LoseMounts(stopped.guest(), stopped.os(), mounts, stopped.timeouts());
    return lost.repayment(site, true).look(acts);
  }

  private String stoppedByOthers() {
    return stopped.guest() + " is not running: somebody has stopped it, and it was active";
  }

  /** Whether the guest itself shows that it runs, where ldm does not say. */
  private boolean answers(Site site) throws InterruptedException {
    try {
      return !site.os(stopped.os()).mounts().isEmpty();
    } catch (NotLearnedException e) {
      return false;
    }
  }

  /** The list that the disks were just seen in tells it of a guest that says that it runs. */
  private Look onItsOwn(Site site) throws NotLearnedException, InterruptedException {
    DomainDisks domains = site.ldm(control()).domainDisks();
    Optional<String> said = Optional.ofNullable(domains.softStates().get(stopped.guest()));
    if (domains.states().get(stopped.guest()) == DomainState.ACTIVE
        && said.isPresent()
        && !SoftState.notYet(said)) {
      return Look.reached();
    }
    Domain domain = site.ldm(control()).domain(stopped.guest());
    if (!domain.settled()) {
      return Look.moving(domain.motion());
    }
    return switch (domain.state()) {
      case CHANGING, SUSPENDED -> Look.moving(domain.motion());
      case BOUND, INACTIVE -> Look.blocked(stoppedByOthers());
      case ACTIVE ->
          domain.flags().transition() || SoftState.notYet(site, control(), stopped.guest())
              ? Look.moving(StopDomain.BOOTS)
              : Look.reached();
    };
  }
}
