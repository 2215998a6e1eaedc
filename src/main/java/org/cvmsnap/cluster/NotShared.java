package org.cvmsnap.cluster;

import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.ShellLine;

/** A disk group that this node has for itself, or that is disabled. */
public final class NotShared {
  private NotShared() {}

  /** How it is shared again: one that is imported has to be deported first (vxdg(1M)). */
  public static String remedy(GroupName group) {
    return ShellLine.hint(
        "See: vxdg list %1$s; then deport it and import it again, with all that uses it closed: vxdg deport %1$s; vxdg -s import %1$s.",
        group);
  }
}
