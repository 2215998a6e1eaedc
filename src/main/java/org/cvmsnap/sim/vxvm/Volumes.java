package org.cvmsnap.sim.vxvm;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cvmsnap.sim.command.Work;

/**
 * The shared storage of the simulated cluster: disk groups, volumes, plexes, DCOs, snapshots, cache
 * objects, tags, and what is really written on them. There is one for all nodes, as CVM gives them.
 */
public interface Volumes {
  /** The commands that there are, by their bare names, such as {@code vxsnap}. */
  Set<String> programs();

  /**
   * One command typed on {@code node}. Unknown programs' words fail as the real ones do, with a
   * usage message and a non-zero exit.
   *
   * @param argv the words, the program's bare name first
   */
  Work work(String node, List<String> argv);

  /** Lets everything become due that is due at {@code now}, such as a mirror's synchronization. */
  void advanceTo(Instant now);

  /** Whether a volume of that name exists and is started, so that a guest can do I/O on it. */
  boolean enabled(String group, String volume);

  /** Whether only one node at a time may have the volume open. */
  default boolean exclusive(String group, String volume) {
    return false;
  }

  boolean exists(String group, String volume);

  /**
   * Something has happened to a file system on the volume, or to what else is written there. A
   * mount (and all time under a mount) writes.
   *
   * @param at where it is on the volume: {@code s0} for a slice, empty for all of it, or the name
   *     of a layer of which the volume is a part
   * @param type such as {@code vxfs}; empty for what is no file system, or is not known
   */
  void fileSystem(String group, String volume, String at, String type, FileSystemEvent event);

  /** What is at a place of the volume; empty where nothing ever was. */
  Optional<FileSystemState> fileSystem(String group, String volume, String at);

  /** Two running guests have the volume mounted: its content is ruined for good. */
  void corrupt(String group, String volume);

  /** What {@link #fileSystem} tells. */
  enum FileSystemEvent {
    /** It is there, clean, if it was not before. */
    MADE,
    MOUNTED,
    UNMOUNTED,
    /** It was in use when its guest went down: something is to be replayed or checked. */
    DROPPED,
    /** Its structure is broken. */
    DAMAGED
  }

  /** For {@code sim status}: every volume that is no DCO log, sorted by group and name. */
  List<VolumeTruth> volumes();

  /** For {@code sim status}: every snapshot, sorted by group and name. */
  List<SnapshotTruth> snapshots();

  /**
   * A volume as it really is.
   *
   * @param data names what is on it: two volumes with the same name here hold the same bytes
   */
  record VolumeTruth(String group, String name, boolean corrupt, String data) {}

  /**
   * A snapshot as it really is.
   *
   * @param content clean, crash-consistent or torn
   * @param fileSystems what is on it, by place
   */
  record SnapshotTruth(
      String group,
      String name,
      String source,
      String content,
      Instant taken,
      String data,
      Map<String, FileSystemState> fileSystems) {
    public SnapshotTruth {
      fileSystems = Collections.unmodifiableSortedMap(new TreeMap<>(fileSystems));
    }
  }

  /** The whole state, as maps, lists, strings, numbers and booleans for a JSON file. */
  Map<String, Object> toJson();

  /** What the storage asks of the rest of the cluster. */
  interface Surroundings {
    Instant now();

    /** The nodes in the order of their ids, also those that are out of the cluster. */
    List<Node> nodes();

    /** Who has the volume open, as {@code node/domain}; or {@code node} for the control domain. */
    List<String> openBy(String group, String volume);

    /** The volumes of a group that the node has open, for itself or for a domain. */
    Set<String> openOn(String node, String group);

    /** The running guest, if any, in which a file system on the volume is mounted. */
    Optional<String> mountedBy(String group, String volume);

    /** Makes a member the master: {@code vxclustadm setmaster} is through. */
    default void promote(String node) {}
  }

  /**
   * One control domain as CVM sees it.
   *
   * @param listedAs what nidmap says of it instead, {@code missing} for nothing; or empty
   */
  record Node(String name, int id, boolean joined, boolean master, String listedAs) {
    public Node(String name, int id, boolean joined, boolean master) {
      this(name, id, joined, master, "");
    }
  }
}
