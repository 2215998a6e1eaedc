package org.cvmsnap.model;

/**
 * A data change object: it makes a volume ready for instant snapshots.
 *
 * @param parent the volume whose changes it follows
 * @param logVolume where its maps are kept; a volume that holds no data of a guest
 * @param bad whether VxVM has marked it BADLOG, as far as that was asked for
 */
public record Dco(String name, VolumeName parent, VolumeName logVolume, boolean bad) {
  /** One of which nothing bad is known. */
  public Dco(String name, VolumeName parent, VolumeName logVolume) {
    this(name, parent, logVolume, false);
  }
}
