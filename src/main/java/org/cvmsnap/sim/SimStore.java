package org.cvmsnap.sim;

import java.util.function.Function;

/** Where a simulated cluster lives between commands. */
public interface SimStore {
  /**
   * Does something with the cluster while nobody else does, and keeps what came of it. It runs to
   * its end even when the thread is interrupted, and leaves the interrupt as it found it.
   */
  <T> T with(Function<SimCluster, T> act);

  /** A cluster in this process's memory only. */
  static SimStore memory(SimCluster cluster) {
    return new SimStore() {
      @Override
      public synchronized <T> T with(Function<SimCluster, T> act) {
        return act.apply(cluster);
      }
    };
  }
}
