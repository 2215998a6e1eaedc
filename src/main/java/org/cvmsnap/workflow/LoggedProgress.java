package org.cvmsnap.workflow;

import java.time.Duration;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.engine.StepReport;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Subject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how a run goes in the log, for a process that nobody watches. */
public final class LoggedProgress implements EngineListener {
  private static final Logger logger = LoggerFactory.getLogger(LoggedProgress.class);

  @Override
  public void warn(String warning) {
    logger.warn("{}", warning);
  }

  @Override
  public void began(Phase phase, Subject subject) {
    logger.info("{} {} begins", phase.word(), subject);
  }

  @Override
  public void waiting(Subject subject, String why) {
    logger.debug("{} waits: {}", subject, why);
  }

  @Override
  public void ended(StepReport report) {
    logger.info("{} {} {}", report.subject(), report.outcome().word(), report.why());
  }

  @Override
  public void recovering(String run, int debts) {
    logger.info("run {} was cut short and owes {}", run, debts);
  }

  @Override
  public void outageEnded(Duration lasted) {
    logger.info("the guest is back after {}", lasted);
  }
}
