package org.cvmsnap.plan;

import java.util.Map;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.SnapshotType;
import org.cvmsnap.model.VolumeName;

/** Out of what VxVM makes the snapshots of a set, all in one command. */
public sealed interface Making {
  /** What VxVM lists such a snapshot as (vxsnap(1M), list). */
  SnapshotType snapType();

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
    public SnapshotType snapType() {
      return SnapshotType.BROKEN_OFF_MIRROR;
    }
  }

  /** A named plex of each source. */
  record Plexes(Map<VolumeName, String> plexes) implements Making {
    public Plexes {
      plexes = Map.copyOf(plexes);
    }

    @Override
    public SnapshotType snapType() {
      return SnapshotType.BROKEN_OFF_MIRROR;
    }
  }

  /** Prepared volumes of the sources' sizes, with the snapshots' names. */
  record Volumes() implements Making {
    @Override
    public SnapshotType snapType() {
      return SnapshotType.FULL_SIZED;
    }
  }

  /** A cache object. */
  record Cache(String name) implements Making {
    @Override
    public SnapshotType snapType() {
      return SnapshotType.SPACE_OPTIMIZED;
    }
  }

  /**
   * Volumes with the snapshots' names that are linked to the sources.
   *
   * @param group where these volumes are
   */
  record Links(GroupName group) implements Making {
    @Override
    public SnapshotType snapType() {
      return SnapshotType.BROKEN_OFF_VOLUME;
    }
  }
}
