package org.cvmsnap.model;

/**
 * A data change object: it makes a volume ready for instant snapshots.
 *
 * @param parent the volume whose changes it follows
 * @param logVolume where its maps are kept; a volume that holds no data of a guest
 */
public record Dco(String name, VolumeName parent, VolumeName logVolume) {}
