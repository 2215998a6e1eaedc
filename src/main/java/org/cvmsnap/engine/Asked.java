package org.cvmsnap.engine;

import java.time.Duration;
import java.util.List;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.Subject;

/** A goal that tells when one of its commands has not answered, and may have its effect later. */
record Asked(Goal goal, Runnable unanswered) implements Goal {
  @Override
  public Subject subject() {
    return goal.subject();
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    return goal.look();
  }

  @Override
  public Attempt act() throws InterruptedException {
    Attempt attempt = goal.act();
    if (!attempt.answered()) {
      unanswered.run();
    }
    return attempt;
  }

  @Override
  public List<Invocation> commands() {
    return goal.commands();
  }

  @Override
  public List<Invocation> byHand() {
    return goal.byHand();
  }

  @Override
  public Duration patience() {
    return goal.patience();
  }

  @Override
  public Duration settling(boolean answered) {
    return goal.settling(answered);
  }

  @Override
  public boolean adds() {
    return goal.adds();
  }

  @Override
  public int attempts() {
    return goal.attempts();
  }

  @Override
  public Duration interval() {
    return goal.interval();
  }
}
