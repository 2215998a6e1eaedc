package org.cvmsnap.testing;

import java.time.Duration;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.engine.StepReport;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Subject;

/** Tells nobody; a test overrides what it wants to hear of. */
public class SilentListener implements EngineListener {
  @Override
  public void began(Phase phase, Subject subject) {}

  @Override
  public void waiting(Subject subject, String why) {}

  @Override
  public void ended(StepReport report) {}

  @Override
  public void recovering(String run, int debts) {}

  @Override
  public void outageBegan() {}

  @Override
  public void outageEnded(Duration lasted) {}
}
