package org.cvmsnap.model;

import java.util.List;

/**
 * What a guest has made of devices, and uses in their place.
 *
 * @param devices the names of what it lies on, such as {@code c0d2s0}; those that are no disks too
 */
public record StorageLayer(Kind kind, String name, List<String> devices) {
  /** What it is. */
  public enum Kind {
    /** A ZFS pool, {@code name}, with file systems {@code name/...}. */
    POOL("pool"),
    /** A metadevice of Solaris Volume Manager, {@code /dev/md/dsk/name}. */
    METADEVICE("metadevice"),
    /** A disk group of a VxVM in the guest, with volumes {@code /dev/vx/dsk/name/...}. */
    DISK_GROUP("disk group");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  public StorageLayer {
    devices = List.copyOf(devices);
  }

  /** For people: "pool tank". */
  @Override
  public String toString() {
    return kind.word + " " + name;
  }
}
