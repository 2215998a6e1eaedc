package org.cvmsnap.cli;

import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.ui.Renderer;
import org.cvmsnap.workflow.Confirmation;
import org.cvmsnap.workflow.Guardian;
import org.cvmsnap.workflow.Session;

/** What a command works with, wired from the global options once these are known. */
public interface Setting {
  Session session();

  /**
   * The same for a command that the journals answer: where there are none is told.
   *
   * @throws org.cvmsnap.error.NoStateException where a state directory was named that is not there
   */
  Session recorded();

  /** Tells people on stderr how a run goes. */
  EngineListener progress();

  /** How the operator is asked for what cannot be undone. */
  Confirmation confirmation();

  Renderer renderer();

  /** Starts guardians for runs of this process. */
  Guardian.Posted guardians();
}
