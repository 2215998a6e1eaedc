package org.cvmsnap.sim.vxvm;

/** One end of a snapshot relation: lives on {@code volume}, points at {@code peer}. */
record SnapObject(String name, String volume, String peer, String peerGroup) {}
