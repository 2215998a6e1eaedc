package org.cvmsnap.sim.vxvm;

/**
 * A cache object for space-optimized snapshots; {@code regionSize} in sectors.
 *
 * @param most how long it may grow by itself, in sectors
 * @param implicit made by {@code vxsnap make ... cachesize=} and removed with its last snapshot
 */
record CacheRecord(
    String name,
    String volume,
    long regionSize,
    boolean autogrow,
    long most,
    boolean started,
    boolean implicit) {
  CacheRecord withStarted(boolean now) {
    return new CacheRecord(name, volume, regionSize, autogrow, most, now, implicit);
  }

  CacheRecord withAutogrow(boolean now, long newMost) {
    return new CacheRecord(name, volume, regionSize, now, newMost, started, implicit);
  }
}
