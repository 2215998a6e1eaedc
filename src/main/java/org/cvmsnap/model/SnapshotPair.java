package org.cvmsnap.model;

/** A source volume and its snapshot in the same disk group. */
public record SnapshotPair(VolumeName source, VolumeName snapshot) {
  public SnapshotPair {
    if (source.equals(snapshot)) {
      throw new IllegalArgumentException(source + " cannot be its own snapshot");
    }
  }
}
