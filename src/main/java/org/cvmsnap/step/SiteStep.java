package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.CutShort;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Timeouts;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Step;
import org.cvmsnap.run.Subject;
import org.cvmsnap.site.Site;

/**
 * A kind of step that is done at a site. All that is particular to a kind is in its one file: when
 * it is done, what it owes, how it is done, repaid, settled and undone.
 */
public interface SiteStep extends Step {
  /**
   * The usual limits of one command on volumes, which may be given again: VxVM refuses
   * configuration commands while the cluster's master is being switched, and they then have to be
   * repeated (Administrator's Guide, master switch). A command that gave no answer is not repeated:
   * it may still have its effect.
   */
  Limits ONE_COMMAND =
      Limits.of(Duration.ofMinutes(5), Duration.ofMinutes(10)).attempts(5).whileAnswered();

  /**
   * How it is done.
   *
   * @param history of its run
   */
  Goal goal(Site site, History history);

  /**
   * How what it owes is repaid.
   *
   * @param resumed whether another process has incurred it
   * @throws IllegalStateException when it never owes anything
   */
  default Goal repayment(Site site, boolean resumed) {
    throw new IllegalStateException("nothing is ever owed for " + kind());
  }

  /**
   * What tells, while the guest still is down, whether it was done when it was cut short; it only
   * looks. Empty where that does not matter.
   *
   * @param cut how it was cut short
   */
  default Optional<Goal> settlement(Site site, CutShort cut) {
    return Optional.empty();
  }

  /** How it is cleared away when its run has failed; empty where nothing is left by it. */
  default Optional<Goal> undoing(Site site) {
    return Optional.empty();
  }

  /** A step in a control domain. */
  interface InControlDomain extends SiteStep {
    Machine control();

    @Override
    default Optional<Machine> controlDomain() {
      return Optional.of(control());
    }

    /** What is reported of it. */
    default Subject subject(String target) {
      return subject(kind(), target);
    }

    /** What is reported of something that is done for it. */
    default Subject subject(String kind, String target) {
      return new Subject(kind, target, control().name());
    }

    /** A command in the control domain. */
    default Invocation here(List<String> argv) {
      return new Invocation(control(), argv);
    }
  }

  /** A step for which the operating system in the guest is spoken to on the way down. */
  interface InGuest extends SiteStep {
    GuestName guest();

    /** The operating system in the guest. */
    Machine os();

    @Override
    default Optional<Machine> system() {
      return Optional.of(os());
    }

    @Override
    default Phase phase() {
      return Phase.OUTAGE;
    }

    /** What is reported of something that is done for it in the guest. */
    default Subject subject(String kind, String target) {
      return new Subject(kind, target, os().name());
    }

    /** A command in the guest. */
    default Invocation there(List<String> argv) {
      return new Invocation(os(), argv);
    }
  }

  /** A step by which the operating system in the guest lets go of something, and takes it again. */
  interface LettingGo extends InGuest {
    /** Whether it is owed that the guest takes it again. */
    boolean remount();

    /**
     * How long and how often it is tried that the guest lets go: what the guest has to let go of
     * shares one time, as the guest is without all of it meanwhile.
     */
    default Limits lettingGo(Timeouts timeouts, History history) {
      return Limits.within(timeouts.umount().minus(history.spent(LettingGo.class)));
    }

    /**
     * How long and how often it is tried that the guest takes again what it has let go of; a guest
     * that cannot be asked has as long as one that boots.
     */
    default Limits takingAgain(Timeouts timeouts) {
      return Limits.of(Duration.ofMinutes(5), timeouts.boot())
          .settling(Duration.ofMinutes(1), Duration.ofMinutes(2))
          .attempts(6);
    }

    /**
     * The debt, where it is owed that the guest takes it again.
     *
     * @param owed what has to be so again, as in "/data has to be mounted"
     */
    default Optional<Debt> takingAgain(String kind, String owed) {
      return remount()
          ? Optional.of(Debt.lacking(kind, guest(), owed + " in " + guest()))
          : Optional.empty();
    }
  }

  /** A step that is done while the guest still works, or that needs no guest to be down. */
  interface Preparing extends InControlDomain {
    @Override
    default Phase phase() {
      return Phase.PREPARE;
    }
  }

  /** A step that is done while the guest is being taken down, or is down. */
  interface InOutage extends InControlDomain {
    @Override
    default Phase phase() {
      return Phase.OUTAGE;
    }
  }

  /** A step that is done when the guest is back. */
  interface Following extends InControlDomain {
    @Override
    default Phase phase() {
      return Phase.AFTER;
    }
  }
}
