package org.cvmsnap.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.sim.Vds.Backend;
import org.cvmsnap.sim.vxvm.Volumes.FileSystemEvent;

/** The guests' mounts, and what they mean for the volumes under them. */
final class FileSystems {
  private final SimCluster cluster;

  FileSystems(SimCluster cluster) {
    this.cluster = cluster;
  }

  /** Whether a guest can do I/O on the disk: its back end is there and, if a volume, started. */
  boolean works(SimNode node, Vdisk disk) {
    Optional<Vds.Export> export = node.export(disk.volume());
    if (export.isEmpty()) {
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

  /** Mounts; a reason when it cannot be done. */
  Optional<String> mount(Domain domain, Mount mount) {
    SimNode node = cluster.node(domain);
    var id = Mount.disk(mount.special());
    Optional<Vdisk> disk = id.isEmpty() ? Optional.empty() : domain.disk(id.getAsInt());
    if (disk.isEmpty()) {
      return Optional.of("No such device or address");
    }
    if (!works(node, disk.get())) {
      return Optional.of("I/O error");
    }
    domain.mounts.add(mount);
    if (mount.writes()) {
      tell(node, domain, mount, FileSystemEvent.MOUNTED);
    }
    return Optional.empty();
  }

  void unmount(Domain domain, Mount mount) {
    domain.mounts.remove(mount);
    domain.holders.removeIf(holder -> holder.mountPoint().equals(mount.mountPoint()));
    left(cluster.node(domain), domain, mount, true);
  }

  void remount(Domain domain, Mount before, Mount after) {
    domain.mounts.set(domain.mounts.indexOf(before), after);
    SimNode node = cluster.node(domain);
    if (after.writes() && !before.writes()) {
      tell(node, domain, after, FileSystemEvent.MOUNTED);
    } else if (before.writes() && !after.writes()) {
      left(node, domain, before, true);
    }
  }

  /** A mount is gone; what was mounted read-only left no trace. */
  void left(SimNode node, Domain domain, Mount mount, boolean cleanly) {
    if (!mount.writes()) {
      return;
    }
    if (!cleanly) {
      tell(node, domain, mount, FileSystemEvent.DROPPED);
      return;
    }
    Optional<Backend> backend = node.backend(domain, mount.special());
    boolean last =
        domain.mounts.stream()
            .filter(Mount::writes)
            .noneMatch(other -> node.backend(domain, other.special()).equals(backend));
    if (last) {
      tell(node, domain, mount, FileSystemEvent.UNMOUNTED);
    }
  }

  /** For a cluster that starts with mounted file systems. */
  void tellAll() {
    for (SimNode node : cluster.nodes()) {
      for (Domain domain : node.domains) {
        domain.mounts.stream()
            .filter(Mount::writes)
            .forEach(mount -> tell(node, domain, mount, FileSystemEvent.MOUNTED));
      }
    }
  }

  private void tell(SimNode node, Domain domain, Mount mount, FileSystemEvent event) {
    Optional<Backend> backend = node.backend(domain, mount.special());
    if (backend.isEmpty()) {
      return;
    }
    Backend volume = backend.get();
    cluster.volumes().fileSystem(volume.group(), volume.volume(), event);
    if (event == FileSystemEvent.MOUNTED && users(volume).size() > 1) {
      cluster.volumes().corrupt(volume.group(), volume.volume());
    }
  }

  /** Every guest in which a file system on the volume is mounted, as {@code node/domain}. */
  private List<Domain> users(Backend volume) {
    List<Domain> users = new ArrayList<>();
    for (SimNode node : cluster.nodes()) {
      for (Domain domain : node.domains) {
        if (domain.mounts.stream()
            .anyMatch(
                mount ->
                    node.backend(domain, mount.special()).filter(volume::equals).isPresent())) {
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
