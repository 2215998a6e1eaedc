package org.cvmsnap.model;

import java.util.List;
import java.util.Optional;

/** One line of {@code /etc/vfstab}: how a file system is to be mounted (vfstab(4)). */
public record VfstabEntry(
    String special,
    Optional<String> mountPoint,
    String fsType,
    boolean atBoot,
    List<String> options) {
  public VfstabEntry {
    options = List.copyOf(options);
  }
}
