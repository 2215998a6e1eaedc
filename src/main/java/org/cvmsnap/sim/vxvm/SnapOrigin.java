package org.cvmsnap.sim.vxvm;

import java.time.Instant;

/**
 * Where a snapshot volume comes from.
 *
 * @param synced whether it holds all its bytes itself
 * @param sourceWritten {@link VxContent#written} of the source when both were equal
 * @param ownWritten the same of the snapshot
 */
record SnapOrigin(
    Kind kind,
    String group,
    String source,
    Instant taken,
    boolean synced,
    long sourceWritten,
    long ownWritten) {

  /** SNAPTYPE of {@code vxsnap list}; a traditional snapshot has none. */
  enum Kind {
    MIRBRK("mirbrk"),
    FULLINST("fullinst"),
    VOLBRK("volbrk"),
    SPACEOPT("spaceopt"),
    TRADITIONAL("-");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  SnapOrigin withSynced(boolean now) {
    return new SnapOrigin(kind, group, source, taken, now, sourceWritten, ownWritten);
  }

  SnapOrigin from(String newGroup, String newSource) {
    return new SnapOrigin(kind, newGroup, newSource, taken, synced, sourceWritten, ownWritten);
  }
}
