package org.cvmsnap.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.sim.Vds.Backend;
import org.cvmsnap.sim.vxvm.Volumes.FileSystemEvent;

/** The guests' mounts, and what they mean for the volumes under them. */
final class FileSystems {
  private final SimCluster cluster;

  FileSystems(SimCluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Whether a guest can do I/O on the disk: its server is up, its back end there and, if a volume,
   * started.
   */
  boolean works(SimNode node, Vdisk disk) {
    Optional<Vds.Export> export = node.export(disk.volume());
    boolean served = node.domain(disk.server()).filter(server -> !server.kernelUp).isEmpty();
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
  private static boolean stopped(Domain domain, String special) {
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

  /** What a guest that boots mounts of the pools that it has. */
  void mountPools(Domain domain) {
    domain.storage.of(GuestStorage.Layer.Kind.DISKGROUP).forEach(group -> group.started = true);
    domain.storage.pools().forEach(pool -> have(domain, pool));
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
        domain.uses().forEach(use -> used(domain, use));
      }
    }
  }

  /** From now on the guest writes to what is at {@code special}. */
  void used(Domain domain, String special) {
    for (Backend volume : cluster.node(domain).backends(domain, special)) {
      cluster.volumes().fileSystem(volume.group(), volume.volume(), FileSystemEvent.MOUNTED);
      if (users(volume).size() > 1) {
        cluster.volumes().corrupt(volume.group(), volume.volume());
      }
    }
  }

  /** The guest no longer writes to what is at {@code special}. */
  void released(Domain domain, String special, boolean cleanly) {
    for (Backend volume : cluster.node(domain).backends(domain, special)) {
      if (!cleanly) {
        cluster.volumes().fileSystem(volume.group(), volume.volume(), FileSystemEvent.DROPPED);
      } else if (!users(volume).contains(domain)) {
        cluster.volumes().fileSystem(volume.group(), volume.volume(), FileSystemEvent.UNMOUNTED);
      }
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
    Backend wanted = new Backend(group, volume);
    List<String> holders = new ArrayList<>();
    for (SimNode node : cluster.nodes()) {
      if (node.open.contains(group + "/" + volume) && cluster.now().isBefore(node.openUntil)) {
        holders.add(node.name);
      }
      for (Domain domain : node.domains) {
        if (domain.open()
            && domain.disks.stream()
                .anyMatch(disk -> node.backend(disk).filter(wanted::equals).isPresent())) {
          holders.add(node.name + "/" + domain.name);
        }
      }
    }
    return holders;
  }
}
