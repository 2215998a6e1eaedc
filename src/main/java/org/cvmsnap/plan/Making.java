package org.cvmsnap.plan;

import java.util.Map;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.VolumeName;

/** Out of what VxVM makes the snapshots of a set, all in one command. */
public sealed interface Making {
  /** VxVM's word for such a snapshot (vxsnap(1M), list). */
  String snapType();

  /**
   * Whether the snapshots' volumes are there before, so that only VxVM's own list tells whether
   * they are snapshots.
   */
  default boolean intoVolumes() {
    return this instanceof Volumes || this instanceof Links;
  }

  /** Whether a snapshot is complete as soon as it exists. */
  default boolean completeAtOnce() {
    return this instanceof Mirrors || this instanceof Plexes || this instanceof Links;
  }

  /** One complete snapshot mirror of each source. */
  record Mirrors(Family family) implements Making {
    @Override
    public String snapType() {
      return "mirbrk";
    }
  }

  /** A named plex of each source. */
  record Plexes(Map<VolumeName, String> plexes) implements Making {
    public Plexes {
      plexes = Map.copyOf(plexes);
    }

    @Override
    public String snapType() {
      return "mirbrk";
    }
  }

  /** Prepared volumes of the sources' sizes, with the snapshots' names. */
  record Volumes() implements Making {
    @Override
    public String snapType() {
      return "fullinst";
    }
  }

  /** A cache object. */
  record Cache(String name) implements Making {
    @Override
    public String snapType() {
      return "spaceopt";
    }
  }

  /**
   * Volumes with the snapshots' names that are linked to the sources.
   *
   * @param group where these volumes are
   */
  record Links(GroupName group) implements Making {
    @Override
    public String snapType() {
      return "volbrk";
    }
  }
}
