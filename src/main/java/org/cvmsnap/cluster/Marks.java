package org.cvmsnap.cluster;

import java.util.Map;
import org.cvmsnap.model.Plex;

/**
 * Who keeps a plex, as its field {@code putil2} says, which VxVM leaves to administrators: other
 * tools write their names there (dbed does, for instance).
 */
public final class Marks {
  private static final String OURS = "cvmsnap";

  private Marks() {}

  /** Whether the plex is cvmsnap's or nobody's; what is not known is somebody's. */
  public static boolean ours(Map<String, String> marks, Plex plex) {
    String mark = marks.get(plex.name());
    return mark != null && (mark.isEmpty() || mark.equals(OURS));
  }
}
