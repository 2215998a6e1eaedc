package org.cvmsnap.model;

/** The two families of VxVM commands that make third-mirror break-off snapshots. */
public enum Family {
  /** {@code vxsnap}, for volumes that are prepared for instant snapshots. */
  INSTANT,
  /** {@code vxassist}, for volumes that are not; the two must not be mixed on one volume. */
  TRADITIONAL
}
