package org.cvmsnap.sim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cvmsnap.sim.vxvm.FileSystemState;

/** What a simulated cluster really is at one moment; {@code sim status} prints it. */
public record SimTruth(
    Instant time,
    List<Node> nodes,
    List<Guest> guests,
    List<Volume> volumes,
    List<Snapshot> snapshots,
    List<Group> groups) {

  /** A node; {@code cluster} is master, slave or out. */
  public record Node(String name, String cluster) {}

  /**
   * A guest on a node.
   *
   * @param state inactive, bound or active
   * @param os down, openboot, booting, running or halting
   * @param boots how often its operating system has begun to boot since the cluster was made
   * @param disks its virtual disks in their order
   * @param services what its applications are, by their names in SMF
   */
  public record Guest(
      String ldom,
      String node,
      String state,
      String os,
      long boots,
      List<Disk> disks,
      List<Mounted> mounts,
      Map<String, String> services) {
    public Guest {
      services = Collections.unmodifiableSortedMap(new TreeMap<>(services));
    }

    /** The mount points in the order in which they were mounted. */
    public List<String> mountPoints() {
      return mounts.stream().map(Mounted::mountPoint).toList();
    }
  }

  /**
   * A virtual disk.
   *
   * @param id the N of {@code disk@N}
   * @param volume what it shows, {@code volume@service}
   * @param timeout seconds, or empty
   */
  public record Disk(String name, int id, String volume, String timeout) {}

  /**
   * A mounted file system, with its options as in the mount table.
   *
   * @param volumes on which it is in truth, as GROUP/VOLUME; none where it is on something else
   */
  public record Mounted(String device, String mountPoint, String options, List<String> volumes) {}

  /**
   * A volume.
   *
   * @param openBy domains that have it open, as {@code node/domain}, and nodes that have it mounted
   * @param data names what is on it: two volumes with the same name here hold the same bytes
   */
  public record Volume(
      String group, String name, List<String> openBy, boolean corrupt, String data) {}

  /**
   * A snapshot.
   *
   * @param content clean, crash-consistent or torn
   * @param fileSystems what is on it, by place: {@code s0} of {@code vxfs clean}
   */
  public record Snapshot(
      String group,
      String name,
      String source,
      String content,
      Instant taken,
      String data,
      Map<String, FileSystemState> fileSystems) {
    public Snapshot {
      fileSystems = Collections.unmodifiableSortedMap(new TreeMap<>(fileSystems));
    }
  }

  /**
   * A service group.
   *
   * @param state by system, such as {@code sun-a ONLINE, sun-b OFFLINE}
   * @param frozen no, temporarily or persistently
   */
  public record Group(String name, String state, String frozen) {}

  /**
   * A guest by name; where several nodes know it, the one on which it is not inactive.
   *
   * @throws NoSuchElementException for a name that no node knows
   */
  public Guest guest(String ldom) {
    List<Guest> known = guests.stream().filter(guest -> guest.ldom().equals(ldom)).toList();
    return known.stream()
        .filter(guest -> !guest.state().equals("inactive"))
        .findFirst()
        .or(() -> known.stream().findFirst())
        .orElseThrow(() -> new NoSuchElementException("no guest " + ldom));
  }

  public Optional<Volume> volume(String group, String name) {
    return volumes.stream()
        .filter(volume -> volume.group().equals(group) && volume.name().equals(name))
        .findFirst();
  }

  static SimTruth of(SimCluster cluster) {
    List<Node> nodes = new ArrayList<>();
    List<Guest> guests = new ArrayList<>();
    for (SimNode node : cluster.nodes()) {
      nodes.add(new Node(node.name, node.joined ? (node.master ? "master" : "slave") : "out"));
      for (Domain domain : node.domains) {
        if (!domain.control) {
          guests.add(guest(node, domain));
        }
      }
    }
    Map<Vds.Backend, List<String>> holders = cluster.fileSystems().holders();
    List<Volume> volumes =
        cluster.volumes().volumes().stream()
            .map(
                volume ->
                    new Volume(
                        volume.group(),
                        volume.name(),
                        holders.getOrDefault(
                            new Vds.Backend(volume.group(), volume.name()), List.of()),
                        volume.corrupt(),
                        volume.data()))
            .toList();
    List<Snapshot> snapshots =
        cluster.volumes().snapshots().stream()
            .map(
                one ->
                    new Snapshot(
                        one.group(),
                        one.name(),
                        one.source(),
                        one.content(),
                        one.taken(),
                        one.data(),
                        one.fileSystems()))
            .toList();
    return new SimTruth(cluster.now(), nodes, guests, volumes, snapshots, cluster.vcs().truth());
  }

  private static Guest guest(SimNode node, Domain domain) {
    return new Guest(
        domain.name,
        domain.node,
        CommandWords.of(domain.state),
        CommandWords.of(domain.os.stage),
        domain.os.boots,
        domain.disks.stream()
            .map(disk -> new Disk(disk.name(), disk.id(), disk.volume(), disk.timeout()))
            .toList(),
        domain.mounts.stream()
            .map(
                mount ->
                    new Mounted(
                        mount.special(),
                        mount.mountPoint(),
                        String.join(",", mount.options()),
                        node.backends(domain, mount.special()).stream()
                            .map(volume -> volume.group() + "/" + volume.volume())
                            .toList()))
            .toList(),
        domain.services.stream()
            .collect(
                Collectors.toMap(
                    service -> service.fmri, service -> CommandWords.of(service.state))));
  }
}
