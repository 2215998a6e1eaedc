package org.cvmsnap.sim;

import java.util.List;
import java.util.function.Function;

/** A cluster in memory. */
final class MemoryStore implements SimStore {
  private SimCluster cluster;

  MemoryStore(SimCluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public synchronized <T> T with(Function<SimCluster, T> act) {
    return act.apply(cluster);
  }

  @Override
  public synchronized <T> T look(Function<SimCluster, T> look) {
    return look.apply(cluster);
  }

  @Override
  public synchronized void replace(SimCluster other) {
    cluster = other;
  }

  @Override
  public synchronized List<LogEntry> log() {
    return cluster.log();
  }
}
