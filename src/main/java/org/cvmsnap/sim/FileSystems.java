package org.cvmsnap.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cvmsnap.sim.Vds.Backend;
import org.cvmsnap.sim.vxvm.FileSystemState;
import org.cvmsnap.sim.vxvm.Volumes.FileSystemEvent;

/** The guests' mounts, and what they mean for the volumes under them. */
final class FileSystems {
  private final SimCluster cluster;
  private boolean untidy;

  FileSystems(SimCluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Whether a guest can do I/O on the disk: its server is up, its back end there and, if a volume,
   * started.
   */
  boolean works(SimNode node, Vdisk disk) {
    Optional<Vds.Export> export = node.export(disk.volume());
    boolean served = node.domain(disk.server()).filter(server -> !server.os.kernelUp).isEmpty();
    if (export.isEmpty() || !served) {
      return false;
    }
    Optional<Backend> backend = export.get().backend();
    return backend.isEmpty()
        || (node.joined
            && cluster.volumes().enabled(backend.get().group(), backend.get().volume()));
  }

  /** Whether VxVM does not let the node open the disk's volume, as another one has it. */
  boolean shut(SimNode node, Vdisk disk) {
    return node.backend(disk)
        .filter(backend -> cluster.volumes().exclusive(backend.group(), backend.volume()))
        .filter(
            backend ->
                openBy(backend.group(), backend.volume()).stream()
                    .anyMatch(who -> !(who + "/").startsWith(node.name + "/")))
        .isPresent();
  }

  /** Whether all the disks beneath a device, a pool or a disk group are there and can be used. */
  boolean works(Domain domain, String special) {
    SimNode node = cluster.node(domain);
    Set<Integer> under = domain.storage.under(special);
    return !under.isEmpty()
        && under.stream()
            .allMatch(
                id ->
                    domain
                        .disk(id)
                        .filter(disk -> disk.labelled() && works(node, disk))
                        .isPresent());
  }

  /** Whether a disk beneath a device is one that the guest cannot write to. */
  boolean readOnly(Domain domain, String special) {
    SimNode node = cluster.node(domain);
    return domain.storage.under(special).stream()
        .flatMap(id -> domain.disk(id).stream())
        .flatMap(disk -> node.export(disk.volume()).stream())
        .anyMatch(export -> List.of(export.options().split(",", -1)).contains("ro"));
  }

  /** The back ends of disks that a domain has let go of are open that much longer. */
  void linger(Domain domain, List<Vdisk> disks, Duration time) {
    domain.lingering.removeIf(each -> !cluster.now().isBefore(each.until()));
    if (!time.isZero()) {
      disks.forEach(
          disk -> domain.lingering.add(new Lingering(disk.volume(), cluster.now().plus(time))));
    }
  }

  /** Mounts; a reason when it cannot be done. */
  Optional<String> mount(Domain domain, Mount mount) {
    String special = mount.special();
    if (!List.of("nfs", "lofs", "tmpfs", "autofs").contains(mount.fstype())) {
      Set<Integer> under = domain.storage.under(special);
      boolean there =
          under.stream().anyMatch(id -> domain.disk(id).filter(Vdisk::labelled).isPresent());
      if (!there || stopped(domain, special)) {
        return Optional.of("No such device or address");
      }
      if (!works(domain, special)) {
        return Optional.of("I/O error");
      }
    }
    domain.mounts.add(mount);
    if (mount.writes()) {
      used(domain, special);
    }
    return Optional.empty();
  }

  /** Whether it is on a volume of a disk group that the guest does not have, or has not started. */
  static boolean stopped(Domain domain, String special) {
    return special.startsWith("/dev/vx/")
        && domain
            .storage
            .layer(GuestStorage.Layer.Kind.DISKGROUP, special.split("/", -1)[4])
            .filter(group -> group.imported && group.started)
            .isEmpty();
  }

  void mount(Domain domain, GuestStorage.Dataset dataset) {
    domain.mounts.add(Mount.of(dataset, cluster.now().getEpochSecond()));
    used(domain, dataset.name());
  }

  /** The guest has a pool from now on, and what importing it mounts. */
  void have(Domain domain, GuestStorage.Layer pool) {
    used(domain, pool.name);
    pool.parts.stream()
        .filter(GuestStorage.Dataset::auto)
        .filter(dataset -> domain.mountedAt(dataset.mountPoint()).isEmpty())
        .forEach(dataset -> mount(domain, dataset));
  }

  /** What a guest that boots mounts of the pools that it has, and has all the disks of. */
  void mountPools(Domain domain) {
    domain.storage.of(GuestStorage.Layer.Kind.DISKGROUP).forEach(group -> group.started = true);
    domain
        .storage
        .pools()
        .filter(pool -> works(domain, pool.name))
        .forEach(pool -> have(domain, pool));
  }

  void unmount(Domain domain, Mount mount) {
    domain.mounts.remove(mount);
    domain.holders.removeIf(holder -> holder.mountPoint().equals(mount.mountPoint()));
    if (mount.writes()) {
      released(domain, mount.special(), true);
    }
  }

  void remount(Domain domain, Mount before, Mount after) {
    domain.mounts.set(domain.mounts.indexOf(before), after);
    if (after.writes() && !before.writes()) {
      used(domain, after.special());
    } else if (before.writes() && !after.writes()) {
      released(domain, before.special(), true);
    }
  }

  /** For a cluster that starts with guests that run. */
  void tellAll() {
    for (SimNode node : cluster.nodes()) {
      for (Domain domain : node.domains) {
        domain.vfstab.forEach(entry -> happened(domain, entry.special(), FileSystemEvent.MADE));
        domain.uses().forEach(use -> used(domain, use));
      }
    }
  }

  /**
   * A place on a volume.
   *
   * @param at as {@link org.cvmsnap.sim.vxvm.Volumes#fileSystem} has it
   */
  record Spot(Backend volume, String at) {}

  /**
   * Where what a guest has at {@code special} really is: on several volumes, where it is a part.
   */
  List<Spot> spots(Domain domain, String special) {
    SimNode node = cluster.node(domain);
    List<Spot> spots = new ArrayList<>();
    for (int id : domain.storage.under(special)) {
      Optional<Vds.Export> export = domain.disk(id).flatMap(disk -> node.export(disk.volume()));
      String at = domain.storage.place(special);
      // Of a single slice the guest sees the volume's own blocks as its s0.
      boolean whole = at.equals("s0") && export.filter(Vds.Export::slice).isPresent();
      export
          .flatMap(Vds.Export::backend)
          .ifPresent(volume -> spots.add(new Spot(volume, whole ? "" : at)));
    }
    return spots;
  }

  /** What the storage knows of what a guest has at {@code special}; empty for nothing. */
  List<FileSystemState> states(Domain domain, String special) {
    return spots(domain, special).stream()
        .flatMap(
            spot ->
                cluster
                    .volumes()
                    .fileSystem(spot.volume().group(), spot.volume().volume(), spot.at())
                    .stream())
        .toList();
  }

  private void happened(Domain domain, String special, FileSystemEvent event) {
    String type = domain.type(special);
    spots(domain, special)
        .forEach(
            spot ->
                cluster
                    .volumes()
                    .fileSystem(
                        spot.volume().group(), spot.volume().volume(), spot.at(), type, event));
  }

  /** From now on the guest writes to what is at {@code special}. */
  void used(Domain domain, String special) {
    happened(domain, special, FileSystemEvent.MOUNTED);
    for (Backend volume : cluster.node(domain).backends(domain, special)) {
      if (users(volume).size() > 1) {
        cluster.volumes().corrupt(volume.group(), volume.volume());
      }
    }
  }

  /** The guest no longer writes to what is at {@code special}. */
  void released(Domain domain, String special, boolean cleanly) {
    List<Spot> spots = spots(domain, special);
    if (!cleanly || untidy) {
      happened(domain, special, FileSystemEvent.DROPPED);
    } else if (domain.uses().noneMatch(use -> spots(domain, use).equals(spots))) {
      happened(domain, special, FileSystemEvent.UNMOUNTED);
    }
  }

  /** While that is done, what is let go of in order is left to be checked all the same. */
  <T> T untidily(Supplier<T> work) {
    untidy = true;
    try {
      return work.get();
    } finally {
      untidy = false;
    }
  }

  /** Every guest that writes to the volume. */
  private List<Domain> users(Backend volume) {
    List<Domain> users = new ArrayList<>();
    for (SimNode node : cluster.nodes()) {
      for (Domain domain : node.domains) {
        if (domain.uses().anyMatch(use -> node.backends(domain, use).contains(volume))) {
          users.add(domain);
        }
      }
    }
    return users;
  }

  Optional<String> mountedBy(String group, String volume) {
    return users(new Backend(group, volume)).stream().map(domain -> domain.name).findFirst();
  }

  /**
   * Who has the volume open: a domain has its back ends open while it is bound, and a node what is
   * mounted in its control domain.
   */
  List<String> openBy(String group, String volume) {
    return holders().getOrDefault(new Backend(group, volume), List.of());
  }

  /** The same of all volumes that are open. */
  Map<Backend, List<String>> holders() {
    Map<Backend, List<String>> holders = new HashMap<>();
    for (SimNode node : cluster.nodes()) {
      add(holders, node.name, open(node));
      for (Domain domain : node.domains) {
        add(holders, node.name + "/" + domain.name, open(node, domain));
      }
    }
    return holders;
  }

  private static void add(Map<Backend, List<String>> holders, String who, Stream<Backend> open) {
    open.distinct()
        .forEach(each -> holders.computeIfAbsent(each, key -> new ArrayList<>()).add(who));
  }

  /** The volumes of a group that the node has open, for itself or for a domain. */
  Set<String> openOn(SimNode node, String group) {
    return Stream.concat(open(node), node.domains.stream().flatMap(domain -> open(node, domain)))
        .filter(backend -> backend.group().equals(group))
        .map(Backend::volume)
        .collect(Collectors.toSet());
  }

  /** The volumes that the node has open for itself. */
  private Stream<Backend> open(SimNode node) {
    return cluster.now().isBefore(node.openUntil)
        ? node.open.stream().map(FileSystems::backend)
        : Stream.empty();
  }

  /** The volume of {@code GROUP/VOLUME}. */
  private static Backend backend(String named) {
    int slash = named.indexOf('/');
    return new Backend(named.substring(0, slash), named.substring(slash + 1));
  }

  /** The volumes that a domain has open. */
  private Stream<Backend> open(SimNode node, Domain domain) {
    Stream<String> bound = domain.disks.stream().filter(disk -> domain.open()).map(Vdisk::volume);
    Stream<String> lingering =
        domain.lingering.stream()
            .filter(each -> cluster.now().isBefore(each.until()))
            .map(Lingering::volume);
    return Stream.concat(bound, lingering)
        .flatMap(volume -> node.export(volume).stream())
        .flatMap(export -> export.backend().stream());
  }
}
