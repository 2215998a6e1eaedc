package org.cvmsnap.engine;

import java.time.Duration;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Subject;

/** Is told what the engine does, as it does it. It must not throw, and must not take long. */
public interface EngineListener {
  /** People should know this; a sentence. */
  default void warn(String warning) {}

  default void began(Phase phase, Subject subject) {}

  /** The engine waits for the world; {@code why} may be empty. */
  default void waiting(Subject subject, String why) {}

  default void ended(StepReport report) {}

  /** What an earlier run left undone is taken up. */
  default void recovering(String run, int debts) {}

  default void outageBegan() {}

  /** The guest is as it was again. */
  default void outageEnded(Duration lasted) {}
}
