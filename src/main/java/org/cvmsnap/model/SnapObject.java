package org.cvmsnap.model;

/**
 * A snap object: one end of the tie between a volume and its snapshot.
 *
 * @param volume what the column SNAPVOL of {@code vxprint} says
 * @param dco the data change object that it belongs to
 */
public record SnapObject(String name, String volume, String dco) {}
