package org.cvmsnap.step;

import java.util.List;
import java.util.Map;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.SnapshotType;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.vxvm.KindCommands;
import org.cvmsnap.vxvm.VxvmCommands;

/** What VxVM makes the snapshots of a set of, all in one command. */
public sealed interface SnapshotStorage {
  /** What VxVM lists such a snapshot as. */
  SnapshotType type();

  /** The command that makes the snapshots. */
  List<String> making(List<SnapshotPair> set);

  /** The command after which one of them is no snapshot any more, and its storage is free. */
  default List<String> discarding(SnapshotPair pair) {
    return intoVolumes() ? VxvmCommands.dis(pair.snapshot()) : VxvmCommands.reattach(pair);
  }

  /** Whether VxVM is to take its mirrors back into the source, which has to be as long for that. */
  default boolean givenBack() {
    return false;
  }

  /**
   * Whether the snapshots' volumes are there before, so that only VxVM's own list tells whether
   * they are snapshots.
   */
  default boolean intoVolumes() {
    return type() == SnapshotType.FULL_SIZED || type() == SnapshotType.BROKEN_OFF_VOLUME;
  }

  /** Whether a snapshot is complete as soon as it exists. */
  default boolean completeAtOnce() {
    return type() != SnapshotType.FULL_SIZED && type() != SnapshotType.SPACE_OPTIMIZED;
  }

  /** Whether it may be discarded only once it is complete, which takes as long as a copy. */
  default boolean filledBeforeDiscarded() {
    return false;
  }

  /** Whether VxVM lists them; traditional snapshots are not in its list of instant ones. */
  default boolean listed() {
    return true;
  }

  /** One complete snapshot mirror of each source. */
  record Mirrors(Family family) implements SnapshotStorage {
    @Override
    public boolean givenBack() {
      return true;
    }

    @Override
    public SnapshotType type() {
      return SnapshotType.BROKEN_OFF_MIRROR;
    }

    @Override
    public List<String> making(List<SnapshotPair> set) {
      return family == Family.INSTANT ? VxvmCommands.make(set) : VxvmCommands.snapshot(set);
    }

    @Override
    public List<String> discarding(SnapshotPair pair) {
      return family == Family.INSTANT
          ? VxvmCommands.reattach(pair)
          : VxvmCommands.snapback(pair.snapshot());
    }

    @Override
    public boolean listed() {
      return family == Family.INSTANT;
    }
  }

  /** A named plex of each source. */
  record Plexes(Map<VolumeName, String> plexes) implements SnapshotStorage {
    public Plexes {
      plexes = Map.copyOf(plexes);
    }

    @Override
    public boolean givenBack() {
      return true;
    }

    @Override
    public SnapshotType type() {
      return SnapshotType.BROKEN_OFF_MIRROR;
    }

    @Override
    public List<String> making(List<SnapshotPair> set) {
      return KindCommands.makeOfPlexes(set, plexes);
    }

    @Override
    public boolean filledBeforeDiscarded() {
      return true; // made equal to its volume again
    }
  }

  /** Prepared volumes of the sources' sizes, with the snapshots' names. */
  record Volumes() implements SnapshotStorage {
    @Override
    public SnapshotType type() {
      return SnapshotType.FULL_SIZED;
    }

    @Override
    public List<String> making(List<SnapshotPair> set) {
      return KindCommands.makeInVolumes(set);
    }

    @Override
    public boolean filledBeforeDiscarded() {
      return true;
    }
  }

  /** A cache object. */
  record Cache(String name) implements SnapshotStorage {
    @Override
    public SnapshotType type() {
      return SnapshotType.SPACE_OPTIMIZED;
    }

    @Override
    public List<String> making(List<SnapshotPair> set) {
      return KindCommands.makeInCache(set, name);
    }

    @Override
    public List<String> discarding(SnapshotPair pair) {
      return VxvmCommands.removeForced(pair.snapshot());
    }
  }

  /**
   * Volumes with the snapshots' names that are linked to the sources.
   *
   * @param group where these volumes are
   */
  record Links(GroupName group) implements SnapshotStorage {
    @Override
    public SnapshotType type() {
      return SnapshotType.BROKEN_OFF_VOLUME;
    }

    @Override
    public List<String> making(List<SnapshotPair> set) {
      return KindCommands.makeOfLinks(set, group);
    }
  }
}
