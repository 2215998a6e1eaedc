package org.cvmsnap.sim.vxvm;

/**
 * In which words this release of VxVM differs from others.
 *
 * @param listtagNeedsVolume whether {@code vxassist listtag} has to be given a volume, as in the
 *     synopses of 5.1, 6.0.1 and 7.4
 */
record VxRelease(boolean listtagNeedsVolume) {
  static final VxRelease USUAL = new VxRelease(false);
}
