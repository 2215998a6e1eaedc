package org.cvmsnap.model;

import java.util.List;

/** A mounted file system, as a line of {@code /etc/mnttab} has it (mnttab(4)). */
public record Mount(String special, String mountPoint, String fsType, List<String> options) {
  public Mount {
    options = List.copyOf(options);
  }
}
