package org.cvmsnap.sim.vxvm;

/**
 * A cache object for space-optimized snapshots; {@code regionSize} in sectors.
 *
 * @param implicit made by {@code vxsnap make ... cachesize=} and removed with its last snapshot
 */
record CacheRecord(
    String name,
    String volume,
    long regionSize,
    boolean autogrow,
    boolean started,
    boolean implicit) {
  CacheRecord withStarted(boolean now) {
    return new CacheRecord(name, volume, regionSize, autogrow, now, implicit);
  }

  CacheRecord withAutogrow(boolean now) {
    return new CacheRecord(name, volume, regionSize, now, started, implicit);
  }
}
