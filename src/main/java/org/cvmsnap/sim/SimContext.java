package org.cvmsnap.sim;

import java.nio.file.Path;
import java.util.List;

/**
 * What the commands that act on the simulated cluster work with; asked only when a command runs, as
 * options before it decide.
 */
public interface SimContext {
  SimStore store();

  /** Whether results are wanted as JSON. */
  boolean json();

  /** The directory of the store. */
  Path directory();

  /** A scenario that begins as the site did of which there is a recording. */
  Rehearsed rehearsed(Path recording) throws InterruptedException;

  /** Forgets the runs of cvmsnap whose journals are kept with the cluster. */
  void forgetRuns();

  /** The executable of cvmsnap, for scripts that call it back. */
  Path launcher();

  /**
   * A scenario that was made of a recording.
   *
   * @param scenario TOML
   * @param assumed what the recording does not tell, and what was taken in its place
   */
  record Rehearsed(String scenario, List<String> assumed) {
    public Rehearsed {
      assumed = List.copyOf(assumed);
    }
  }
}
