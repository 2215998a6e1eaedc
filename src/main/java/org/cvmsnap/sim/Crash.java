package org.cvmsnap.sim;

/** How the process that talks to the simulated cluster dies when a fault says so. */
public interface Crash {
  /** Ends the caller at once. It never returns normally; in a test it throws. */
  void die();
}
