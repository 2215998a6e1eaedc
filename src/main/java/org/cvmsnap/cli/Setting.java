package org.cvmsnap.cli;

import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.ui.Renderer;
import org.cvmsnap.workflow.Confirmation;
import org.cvmsnap.workflow.Guardian;
import org.cvmsnap.workflow.Session;

/** What a command works with, wired from the global options once these are known. */
public interface Setting {
  Session session();

  /** Tells people on stderr how a run goes. */
  EngineListener progress();

  /** How the operator is asked for what cannot be undone. */
  Confirmation confirmation();

  Renderer renderer();

  /** Starts guardians for runs of this process. */
  Guardian.Posted guardians();
}
