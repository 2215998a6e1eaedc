package org.cvmsnap.sim.vxvm;

/** A data change object; {@code regionSize} in sectors. */
record DcoRecord(String name, String volume, String log, long regionSize) {}
