package org.cvmsnap.sim.vxvm;

/** A volume that mirrors another, to be broken off as a linked snapshot. */
record LinkRecord(String volume, String mirror, String mirrorGroup, boolean active) {
  LinkRecord activated() {
    return new LinkRecord(volume, mirror, mirrorGroup, true);
  }

  boolean between(String source, String snap, String snapGroup) {
    return volume.equals(source) && mirror.equals(snap) && mirrorGroup.equals(snapGroup);
  }
}
