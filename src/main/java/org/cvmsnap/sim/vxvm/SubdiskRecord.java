package org.cvmsnap.sim.vxvm;

/** A piece of a disk, of a cache object or of a lower volume under a plex; in sectors. */
record SubdiskRecord(Type type, String name, String on, long offset, long length) {
  /** What {@code on} names. */
  enum Type {
    DISK,
    CACHE,
    VOLUME
  }
}
