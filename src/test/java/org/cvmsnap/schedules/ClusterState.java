package org.cvmsnap.schedules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cvmsnap.sim.SimCluster;
import org.cvmsnap.sim.SimTruth;

/**
 * What of a cluster has to be as it was: guests with their mounts, and volumes with their plexes.
 *
 * @param guests node, domain, states, and what is mounted with which options
 * @param services the service groups, with where they are online and whether they are frozen
 * @param volumes the plexes' states of each volume by its name
 * @param disks the disks of all guests, and what the nodes export
 * @param tags the tags of all volumes
 */
record ClusterState(
    Map<String, Guest> guests,
    List<SimTruth.Group> services,
    Map<String, List<String>> volumes,
    List<String> disks,
    List<String> tags) {
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  /**
   * A guest on a node.
   *
   * @param disks of ldom1; others may be given some
   * @param online its applications that are
   */
  record Guest(
      String state,
      String os,
      Set<SimTruth.Mounted> mounts,
      Set<SimTruth.Disk> disks,
      Set<String> online,
      Set<String> hidden) {
    Set<String> mountPoints() {
      return mounts.stream().map(SimTruth.Mounted::mountPoint).collect(Collectors.toSet());
    }

    Guest without(Set<String> mountPoints) {
      Set<SimTruth.Mounted> left = new java.util.HashSet<>(mounts);
      left.removeIf(mount -> mountPoints.contains(mount.mountPoint()));
      return new Guest(state, os, left, disks, online, hidden);
    }
  }

  static ClusterState of(SimCluster cluster) {
    OtherOperator hands = OtherOperator.at(cluster);
    List<String> disks = new ArrayList<>();
    List<String> nodes = nodes(cluster);
    for (String node : nodes) {
      disks.addAll(hands.lines(node, "ldm list -o disk -p"));
    }
    Map<String, List<String>> plexes = new TreeMap<>();
    List<String> tags = new ArrayList<>();
    for (String group : groups(cluster)) {
      plexes.putAll(plexes(hands, nodes.get(0), group));
      tags.addAll(hands.lines(nodes.get(0), "vxassist -g " + group + " listtag"));
    }
    return new ClusterState(guests(cluster), cluster.truth().groups(), plexes, disks, tags);
  }

  private static List<String> nodes(SimCluster cluster) {
    return cluster.truth().nodes().stream()
        .filter(node -> !node.cluster().equals("out"))
        .map(SimTruth.Node::name)
        .toList();
  }

  private static List<String> groups(SimCluster cluster) {
    return cluster.truth().volumes().stream().map(SimTruth.Volume::group).distinct().toList();
  }

  private static Map<String, Guest> guests(SimCluster cluster) {
    Map<String, Guest> guests = new TreeMap<>();
    for (SimTruth.Guest guest : cluster.truth().guests()) {
      guests.put(
          guest.node() + "/" + guest.ldom(),
          new Guest(
              guest.state(),
              guest.os(),
              Set.copyOf(guest.mounts()),
              guest.ldom().equals("ldom1") ? Set.copyOf(guest.disks()) : Set.of(),
              guest.services().entrySet().stream()
                  .filter(service -> service.getValue().equals("online"))
                  .map(Map.Entry::getKey)
                  .collect(Collectors.toSet()),
              hidden(guest.mounts())));
    }
    return guests;
  }

  /** What is mounted inside the directory on which something else was mounted later. */
  private static Set<String> hidden(List<SimTruth.Mounted> mounts) {
    Set<String> hidden = new TreeSet<>();
    for (int i = 0; i < mounts.size(); i++) {
      String lower = mounts.get(i).mountPoint();
      if (mounts.subList(i + 1, mounts.size()).stream()
          .anyMatch(later -> lower.startsWith(later.mountPoint() + "/"))) {
        hidden.add(lower);
      }
    }
    return hidden;
  }

  /** The state of the guests alone. */
  static ClusterState ofGuests(SimCluster cluster) {
    return new ClusterState(
        guests(cluster), cluster.truth().groups(), Map.of(), List.of(), List.of());
  }

  private static Map<String, List<String>> plexes(OtherOperator hands, String node, String group) {
    Map<String, List<String>> volumes = new TreeMap<>();
    for (String line : hands.lines(node, "vxprint -g " + group + " -ht")) {
      String[] words = BLANKS.split(line, -1);
      if (words[0].equals("v")) {
        volumes.computeIfAbsent(words[1], key -> new ArrayList<>()).add("volume " + words[4]);
      } else if (words[0].equals("pl")) {
        volumes.computeIfAbsent(words[2], key -> new ArrayList<>()).add(words[4]);
      }
    }
    volumes.values().forEach(states -> states.sort(null));
    return volumes;
  }

  /**
   * This shape without what the guests have mounted more than before, at these mount points: what
   * vfstab mounts at boot comes with any boot, and was unmounted by hand.
   */
  ClusterState withoutMore(ClusterState before, Set<String> mountPoints) {
    Map<String, Guest> left = new TreeMap<>();
    guests.forEach(
        (name, guest) -> {
          Set<String> more = new TreeSet<>(mountPoints);
          Guest was = before.guests.get(name);
          if (was != null) {
            was.mounts.forEach(mount -> more.remove(mount.mountPoint()));
          }
          left.put(name, guest.without(more));
        });
    return new ClusterState(left, services, volumes, disks, tags);
  }

  /** This shape, whatever disks the guests have. */
  ClusterState withoutDisks() {
    Map<String, Guest> left = new TreeMap<>();
    guests.forEach(
        (name, guest) ->
            left.put(
                name,
                new Guest(
                    guest.state, guest.os, guest.mounts, Set.of(), guest.online, guest.hidden)));
    return new ClusterState(left, services, volumes, disks, tags);
  }

  /**
   * How the guests and their service groups differ from those of {@code before}; empty where they
   * do not.
   *
   * @param mayBeUnmounted or mounted as the boot does it
   */
  Optional<String> guestsDiffer(ClusterState before, Set<String> mayBeUnmounted) {
    if (!services.equals(before.services)) {
      return Optional.of(before.services + " became " + services);
    }
    for (Map.Entry<String, Guest> entry : before.guests.entrySet()) {
      Guest was = entry.getValue();
      Guest is = guests.get(entry.getKey());
      boolean same =
          is != null
              && (was.equals(is)
                  || (was.without(mayBeUnmounted).equals(is.without(mayBeUnmounted))
                      && was.mountPoints().containsAll(is.mountPoints())));
      if (!same) {
        Set<SimTruth.Mounted> gone = new java.util.HashSet<>(was.mounts);
        Set<SimTruth.Mounted> more = new java.util.HashSet<>();
        if (is != null) {
          gone.removeAll(is.mounts);
          more.addAll(is.mounts);
          more.removeAll(was.mounts);
        }
        return Optional.of(
            "%s was %s/%s and is %s; without %s, with %s%s%s%s"
                .formatted(
                    entry.getKey(),
                    was.state,
                    was.os,
                    is == null ? "gone" : is.state + "/" + is.os,
                    gone,
                    more,
                    is == null || is.disks.equals(was.disks)
                        ? ""
                        : "; disks " + was.disks + " became " + is.disks,
                    is == null || is.hidden.equals(was.hidden)
                        ? ""
                        : "; hidden was " + was.hidden + " and is " + is.hidden,
                    is == null || is.online.equals(was.online)
                        ? ""
                        : "; online was " + was.online + " and is " + is.online));
      }
    }
    return Optional.empty();
  }

  /**
   * How the volumes differ from those of {@code before}; empty where they do not.
   *
   * @param sources may have a snapshot mirror more or less; their logs may too
   * @param others may come, go and change
   */
  Optional<String> volumesDiffer(ClusterState before, List<String> sources, List<String> others) {
    Map<String, List<String>> was = without(before.volumes, sources);
    Map<String, List<String>> is = without(volumes, sources);
    for (String other : others) {
      was.keySet().removeAll(List.of(other, other + "_dcl"));
      is.keySet().removeAll(List.of(other, other + "_dcl"));
    }
    if (was.equals(is)) {
      return Optional.empty();
    }
    Set<String> names = new TreeSet<>(was.keySet());
    names.addAll(is.keySet());
    names.removeIf(name -> was.getOrDefault(name, List.of()).equals(is.get(name)));
    was.keySet().retainAll(names);
    is.keySet().retainAll(names);
    return Optional.of("volumes differ: " + was + " became " + is);
  }

  /** This shape without these volumes and their logs. */
  ClusterState without(List<String> gone) {
    Map<String, List<String>> left = new TreeMap<>(volumes);
    gone.forEach(volume -> left.keySet().removeAll(List.of(volume, volume + "_dcl")));
    return new ClusterState(guests, services, left, disks, tags);
  }

  /** The volumes that have a tag of cvmsnap's. */
  static Stream<String> tagged(SimCluster cluster) {
    OtherOperator hands = OtherOperator.at(cluster);
    String node = nodes(cluster).get(0);
    return groups(cluster).stream()
        .flatMap(group -> hands.lines(node, "vxassist -g " + group + " listtag").stream())
        .map(BLANKS::split)
        .filter(words -> words.length == 4 && words[3].startsWith("cvmsnap."))
        .map(words -> words[1])
        .distinct();
  }

  /** This shape without guests. */
  ClusterState storage() {
    return new ClusterState(Map.of(), List.of(), volumes, disks, tags);
  }

  /** This shape without what snapshots are marked to have proven. */
  ClusterState unproven() {
    return new ClusterState(
        guests,
        services,
        volumes,
        disks,
        tags.stream().filter(line -> !line.contains("cvmsnap.proof=")).toList());
  }

  /** How many plexes of a volume are in the state. */
  long plexes(String volume, String state) {
    return volumes.getOrDefault(volume, List.of()).stream().filter(state::equals).count();
  }

  /** What is exported and who has it, more than before; empty where anything is missing. */
  Optional<List<String>> moreDisks(ClusterState before) {
    List<String> more = new ArrayList<>(disks);
    boolean all = before.disks.stream().map(more::remove).toList().stream().allMatch(had -> had);
    return all ? Optional.of(more) : Optional.empty();
  }

  private static Map<String, List<String>> without(
      Map<String, List<String>> volumes, List<String> sources) {
    Map<String, List<String>> left = new TreeMap<>();
    volumes.forEach(
        (name, plexes) ->
            left.put(
                name,
                sources.contains(name.replaceFirst("_dcl$", ""))
                    ? plexes.stream()
                        .filter(state -> !state.contains("SNP") && !state.startsWith("SNAP"))
                        .toList()
                    : plexes));
    return left;
  }
}
