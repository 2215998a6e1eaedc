package org.cvmsnap.workflow;

import java.time.Duration;
import java.util.Optional;
import org.cvmsnap.cluster.Catalogue;
import org.cvmsnap.cluster.LockSurvey;
import org.cvmsnap.cluster.Survey;
import org.cvmsnap.error.BusyException;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.LockGuest;
import org.cvmsnap.step.LockVolumes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What speaks against the recovery of a run in this control domain. */
final class RecoveryChecks {
  private static final Logger logger = LoggerFactory.getLogger(RecoveryChecks.class);

  private static final int TRIES_TO_LEARN = 3;

  private final Session session;

  RecoveryChecks(Session session) {
    this.session = session;
  }

  /**
   * @throws RefusedException where the plan was made for another control domain: its commands would
   *     do here what was meant for there
   */
  void requireHere(Plan plan) {
    Optional<Machine> there = plan.control();
    if (there.isEmpty()) {
      return;
    }
    Machine here = here();
    if (!there.get().sameControlDomain(here)) {
      String node = there.get().name();
      throw new RefusedException(
          "Run %s was begun for %s, and this is %s.".formatted(plan.run(), node, here.name()),
          ShellLine.hint("Type cvmsnap recover on %1$s, or with --host ssh://%1$s.", node)
              + plan.guest().map(guest -> orFrom(guest, node)).orElse(""));
    }
  }

  /**
   * @throws RefusedException unless it is certain that this control domain has no such domain
   */
  void requireGone(Plan plan) {
    GuestName guest = plan.guest().orElseThrow();
    Machine here = plan.control().orElseThrow();
    try {
      if (has(here, guest)) {
        throw new RefusedException(
            "%s has the domain %s, so that what is owed to it can be paid."
                .formatted(here.name(), guest),
            ShellLine.hint("Type cvmsnap recover --ldom %s.", guest));
      }
    } catch (NotLearnedException e) {
      throw new RefusedException(
          "Whether %s still has the domain %s is not known".formatted(here.name(), guest), e);
    }
  }

  /** That a guest is owed something which is no domain any more, with the way out. */
  Optional<String> gone(Plan plan) {
    GuestName guest = plan.guest().orElseThrow();
    Machine here = plan.control().orElseThrow();
    try {
      return has(here, guest)
          ? Optional.empty()
          : Optional.of(
              ShellLine.hint(
                  "%1$s has no domain %2$s: add it again (ldm add-domain -i FILE) and type cvmsnap recover --ldom %2$s; or, where it was removed or moved for good: cvmsnap recover --ldom %2$s --write-off",
                  here.name(), guest));
    } catch (NotLearnedException e) {
      return Optional.empty();
    }
  }

  private boolean has(Machine here, GuestName guest) throws NotLearnedException {
    try {
      return session.reading().ldm(here).domains().stream()
          .anyMatch(domain -> domain.name().equals(guest));
    } catch (InterruptedException e) {
      throw new NotLearnedException("a signal came");
    }
  }

  /** Whether only a doubt is open, and none of the volumes that it is about is there any more. */
  boolean nothingLeft(RunRecord record) {
    if (!record.onlyInDoubt()) {
      return false;
    }
    try {
      return record.doubt().gone(Catalogue.read(session.reading())::lacks);
    } catch (RefusedException e) {
      logger.warn("whether {} are there is not known", record.doubt().left(), e);
    } catch (InterruptedException e) {
      // It is not known, so the doubt stays.
    }
    return false;
  }

  private static String orFrom(GuestName guest, String node) {
    return ShellLine.hint(
        " If it is gone from the cluster: cvmsnap recover --ldom %s --from %s.", guest, node);
  }

  /** This control domain. One command that fails must not keep a guest down. */
  private Machine here() {
    for (int attempt = 1; ; attempt++) {
      try {
        return new Survey(session.reading()).here().control();
      } catch (RefusedException e) {
        if (attempt >= TRIES_TO_LEARN) {
          throw e;
        }
        pause();
      } catch (InterruptedException e) {
        // The way home is not interrupted.
      }
    }
  }

  private void pause() {
    try {
      session.site().time().sleep(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      // The way home is not interrupted.
    }
  }

  /**
   * What cannot be learned here must not keep a guest down: what is paid looks where the guest is.
   *
   * @throws BusyException where a run on another node has taken over what this one had, and may be
   *     at work
   */
  void requireNotTakenOver(RunRecord record) {
    for (Step step : record.owing()) {
      Optional<Refusal> busy = takenOver(step, record.serviceDown());
      if (busy.isPresent()) {
        throw new BusyException(busy.get());
      }
    }
  }

  private Optional<Refusal> takenOver(Step step, boolean down) {
    try {
      if (step instanceof LockGuest locked) {
        return takenOver(locked);
      }
      if (step instanceof LockVolumes locked && !down) {
        return takenOver(locked);
      }
    } catch (InterruptedException e) {
      // The way home is not interrupted.
    }
    return Optional.empty();
  }

  private Optional<Refusal> takenOver(LockGuest locked) throws InterruptedException {
    LockSurvey survey = new LockSurvey(session.reading(), locked.control());
    return holder(
        locked.guest(),
        () ->
            survey
                .after(locked.guest(), locked.dead(), locked.record())
                .held()
                .map(other -> other.refusal(locked.guest(), locked.control())));
  }

  private Optional<Refusal> takenOver(LockVolumes locked) throws InterruptedException {
    LockSurvey survey = new LockSurvey(session.reading(), locked.control());
    for (LockVolumes.Claim claim : locked.claims()) {
      Optional<Refusal> other =
          holder(
              claim.volume(),
              () ->
                  survey
                      .after(claim.volume(), claim.dead(), claim.record())
                      .held()
                      .map(held -> held.refusal(claim.volume(), locked.control())));
      if (other.isPresent()) {
        return other;
      }
    }
    return Optional.empty();
  }

  /** Asks who has something; what cannot be learned is in the log. */
  private static Optional<Refusal> holder(Object subject, Question question)
      throws InterruptedException {
    try {
      return question.ask();
    } catch (NotLearnedException e) {
      logger.warn("whether another run has {} cannot be learned", subject, e);
      return Optional.empty();
    }
  }

  private interface Question {
    Optional<Refusal> ask() throws NotLearnedException, InterruptedException;
  }
}
