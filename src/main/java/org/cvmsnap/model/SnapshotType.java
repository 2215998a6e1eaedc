package org.cvmsnap.model;

import java.util.stream.Stream;

/** What kind of snapshot, or of mirror that may become one, VxVM lists (vxsnap(1M), list). */
public enum SnapshotType {
  /** A volume of plexes that were broken off their source. */
  BROKEN_OFF_MIRROR("mirbrk"),
  /** A full-sized instant snapshot. */
  FULL_SIZED("fullinst"),
  /** A space-optimized instant snapshot. */
  SPACE_OPTIMIZED("spaceopt"),
  /** A linked mirror volume that was broken off. */
  BROKEN_OFF_VOLUME("volbrk"),
  /** A plex that follows its volume until it is broken off. */
  SNAPSHOT_MIRROR("snapmir"),
  /** A volume that follows another as its linked mirror until it is broken off. */
  LINKED_MIRROR("mirvol"),
  /** A snapshot mirror that is detached. */
  DETACHED_MIRROR("detmir"),
  /** A linked mirror volume that is detached. */
  DETACHED_VOLUME("detvol"),
  /** Anything else: only what was read tells what it is. */
  OTHER("");

  private final String word;

  SnapshotType(String word) {
    this.word = word;
  }

  /** The type that VxVM calls {@code word}; {@link #OTHER} for a word that is not known here. */
  public static SnapshotType of(String word) {
    return Stream.of(values()).filter(type -> type.word.equals(word)).findFirst().orElse(OTHER);
  }
}
