package org.cvmsnap.sim.vxvm;

/** A disk media record; {@code length} is the public region in sectors of 512 bytes. */
record VxDisk(String name, String device, long length) {
  /** The length of the private region, in sectors. */
  static final long PRIVATE = 65_536;
}
