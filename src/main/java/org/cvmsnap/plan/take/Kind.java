package org.cvmsnap.plan.take;

import java.util.Map;
import java.util.Optional;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.VolumeName;

/** What kind of snapshots a take makes, with what the operator chose for it. */
public sealed interface Kind {
  /** The word for it on the command line, in tags and in JSON. */
  String word();

  /**
   * Whether it takes a plex away from its volume, which the plexes of layered volumes do not bear
   * (VxVM guide, break-off snapshots).
   */
  default boolean breaksOff() {
    return this instanceof BreakOff || this instanceof NamedPlex;
  }

  /** A third mirror, attached for it where there is none, is broken off. */
  record BreakOff() implements Kind {
    @Override
    public String word() {
      return "break-off";
    }
  }

  /** A plex of the volume that is there all the time, such as a standing third mirror. */
  record NamedPlex(Map<VolumeName, String> plexes) implements Kind {
    public NamedPlex {
      plexes = Map.copyOf(plexes);
    }

    @Override
    public String word() {
      return "plex";
    }
  }

  /**
   * A volume of the same size, which is filled while both are used.
   *
   * @param waitSync whether the run waits for that, once the guest is back
   */
  record Full(boolean waitSync) implements Kind {
    @Override
    public String word() {
      return "full";
    }
  }

  /**
   * Only what changes is kept, in a cache.
   *
   * @param cache an existing cache object; empty to make one
   * @param sectors the size of the one to be made; 0 where an existing one is named
   */
  record SpaceOptimized(Optional<String> cache, long sectors) implements Kind {
    public SpaceOptimized {
      if (cache.isPresent() == (sectors > 0)) {
        throw new IllegalArgumentException("either a cache or the size of a new one");
      }
    }

    @Override
    public String word() {
      return "space-optimized";
    }
  }

  /**
   * A volume that was linked to the source as its mirror is broken off.
   *
   * @param group where that volume is; empty for the source's group
   */
  record Linked(Optional<GroupName> group) implements Kind {
    @Override
    public String word() {
      return "linked";
    }
  }
}
