package org.cvmsnap.sim;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.cvmsnap.sim.GuestStorage.Dataset;
import org.cvmsnap.sim.GuestStorage.Layer;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;

/**
 * What a guest has made of its disks: {@code zpool}, {@code metastat}, {@code vxdisk}, and others.
 */
final class StorageShell {
  private final SimCluster cluster;

  StorageShell(SimCluster cluster) {
    this.cluster = cluster;
  }

  /** The command; empty where the guest has no such program. */
  Optional<Work> work(Domain guest, String program, List<String> words) {
    boolean svm = guest.storage.of(Layer.Kind.METADEVICE).findAny().isPresent();
    boolean vxvm = guest.storage.of(Layer.Kind.DISKGROUP).findAny().isPresent();
    return switch (program) {
      case "ls" -> Optional.of(read(() -> ls(guest, words)));
      case "zpool" -> Optional.of(zpool(guest, words));
      case "zfs" -> Optional.of(change(() -> zfs(guest, words)));
      case "metastat" -> svm ? Optional.of(read(() -> metastat(guest, words))) : Optional.empty();
      case "vxdisk" -> vxvm ? Optional.of(read(() -> vxdisk(guest, words))) : Optional.empty();
      case "vxprint" -> vxvm ? Optional.of(read(() -> vxprint(guest, words))) : Optional.empty();
      case "vxdg" -> vxvm ? Optional.of(vxdg(guest, words)) : Optional.empty();
      case "vxvol" -> vxvm ? Optional.of(change(() -> vxvol(guest, words))) : Optional.empty();
      case "swap" -> Optional.of(read(() -> swap(guest, words)));
      case "lofiadm" -> Optional.of(read(() -> lofiadm(guest, words)));
      case "unshare" -> Optional.of(change(() -> unshare(guest, words)));
      case "dumpadm" -> Optional.of(read(() -> dumpadm(guest, words)));
      default -> Optional.empty();
    };
  }

  private Work read(Supplier<Reply> answer) {
    return Work.read(cluster.span(Span.GUEST), answer);
  }

  private Work change(Supplier<Reply> effect) {
    return Work.change(cluster.span(Span.MOUNT), effect);
  }

  /** ls(1) of the directories of disk devices: links to the device paths of virtual disks. */
  private static Reply ls(Domain guest, List<String> words) {
    boolean raw = words.equals(List.of("-l", "/dev/rdsk"));
    if (!raw && !words.equals(List.of("-l", "/dev/dsk"))) {
      return NodeShell.usage("ls: only -l of /dev/dsk and /dev/rdsk is simulated");
    }
    StringBuilder out = new StringBuilder("total " + 16 * guest.disks.size() + "\n");
    for (Vdisk disk : guest.disks) {
      for (int slice = 0; slice < 8; slice++) {
        out.append(
            "lrwxrwxrwx   1 root     root          68 Feb 28 01:00 c%dd%ds%d -> ../../devices/virtual-devices@100/channel-devices@200/disk@%d:%c%s\n"
                .formatted(
                    guest.storage.controller,
                    disk.id(),
                    slice,
                    disk.id(),
                    'a' + slice,
                    raw ? ",raw" : ""));
      }
    }
    return Reply.out(out.toString());
  }

  private Work zpool(Domain guest, List<String> words) {
    return switch (words.isEmpty() ? "" : words.get(0)) {
      case "status" -> read(() -> status(guest, words));
      case "list" -> read(() -> list(guest, words));
      case "export" -> change(() -> export(guest, words));
      case "import" ->
          words.size() == 1 ? read(() -> exported(guest)) : change(() -> importPool(guest, words));
      default -> Work.refused(true, cluster.span(Span.GUEST), NodeShell.usage("usage: zpool ..."));
    };
  }

  private static Reply status(Domain guest, List<String> words) {
    if (words.size() != 1) {
      return NodeShell.usage("usage: zpool status");
    }
    StringBuilder out = new StringBuilder();
    guest
        .storage
        .pools()
        .forEach(
            pool -> {
              out.append("  pool: ")
                  .append(pool.name)
                  .append("\n state: ONLINE\n  scan: none requested\n");
              out.append("config:\n\n\tNAME        STATE     READ WRITE CKSUM\n");
              out.append("\t%-11s ONLINE       0     0     0\n".formatted(pool.name));
              pool.devices.forEach(
                  device -> out.append("\t  %-9s ONLINE       0     0     0\n".formatted(device)));
              out.append("\nerrors: No known data errors\n\n");
            });
    return Reply.out(out.isEmpty() ? "no pools available\n" : out.toString());
  }

  private static Reply list(Domain guest, List<String> words) {
    if (!words.equals(List.of("list", "-H", "-o", "name"))) {
      return NodeShell.usage("usage: zpool list -H -o name");
    }
    StringBuilder out = new StringBuilder();
    guest.storage.pools().forEach(pool -> out.append(pool.name).append('\n'));
    return Reply.out(out.toString());
  }

  private Reply exported(Domain guest) {
    StringBuilder out = new StringBuilder();
    guest
        .storage
        .of(Layer.Kind.POOL)
        .filter(pool -> !pool.imported && cluster.fileSystems().works(guest, pool.name))
        .forEach(pool -> out.append("  pool: ").append(pool.name).append("\n state: ONLINE\n\n"));
    return out.isEmpty()
        ? Reply.error(1, "no pools available to import\n")
        : Reply.out(out.toString());
  }

  private Reply export(Domain guest, List<String> words) {
    Optional<Layer> pool =
        words.size() == 2
            ? guest.storage.imported(Layer.Kind.POOL, words.get(1))
            : Optional.empty();
    if (pool.isEmpty()) {
      return Reply.error(1, "cannot open '" + words.get(words.size() - 1) + "': no such pool\n");
    }
    List<Mount> mounts =
        guest.mounts.stream()
            .filter(mount -> guest.storage.pool(mount.special()).equals(pool))
            .toList();
    for (Mount mount : mounts) {
      if (mount.mountPoint().equals("/") || UmountShell.busy(guest, mount, mounts)) {
        return Reply.error(1, "cannot unmount '" + mount.mountPoint() + "': Device busy\n");
      }
    }
    mounts.forEach(mount -> cluster.fileSystems().unmount(guest, mount));
    pool.get().imported = false;
    cluster.fileSystems().released(guest, pool.get().name, true);
    return Reply.SILENT;
  }

  private Reply importPool(Domain guest, List<String> words) {
    String name = words.get(words.size() - 1);
    Optional<Layer> pool = guest.storage.layer(Layer.Kind.POOL, name);
    if (words.size() != 2 || pool.isEmpty()) {
      return Reply.error(1, "cannot import '" + name + "': no such pool available\n");
    }
    if (pool.get().imported) {
      return Reply.error(
          1, "cannot import '" + name + "': a pool with that name is already created/imported\n");
    }
    if (!cluster.fileSystems().works(guest, name)) {
      return Reply.error(
          1, "cannot import '" + name + "': one or more devices is currently unavailable\n");
    }
    pool.get().imported = true;
    cluster.fileSystems().have(guest, pool.get());
    return Reply.SILENT;
  }

  private Reply zfs(Domain guest, List<String> words) {
    if (words.size() != 2 || !words.get(0).equals("mount")) {
      return NodeShell.usage("usage: zfs mount filesystem");
    }
    Optional<Dataset> dataset =
        guest.storage.pool(words.get(1)).stream()
            .flatMap(pool -> pool.parts.stream())
            .filter(each -> each.name().equals(words.get(1)))
            .findFirst();
    if (dataset.isEmpty()) {
      return Reply.error(1, "cannot open '" + words.get(1) + "': dataset does not exist\n");
    }
    if (guest.mountedAt(dataset.get().mountPoint()).isPresent()) {
      return Reply.error(1, "cannot mount '" + words.get(1) + "': filesystem already mounted\n");
    }
    cluster.fileSystems().mount(guest, dataset.get());
    return Reply.SILENT;
  }

  private static Reply metastat(Domain guest, List<String> words) {
    if (!words.equals(List.of("-p"))) {
      return NodeShell.usage("usage: metastat -p");
    }
    StringBuilder out = new StringBuilder();
    guest
        .storage
        .of(Layer.Kind.METADEVICE)
        .forEach(
            one -> {
              out.append(one.name).append(" 1 ").append(one.devices.size());
              one.devices.forEach(device -> out.append(' ').append(device));
              out.append('\n');
            });
    return Reply.out(out.toString());
  }

  private static Reply vxdisk(Domain guest, List<String> words) {
    if (!words.equals(List.of("-o", "alldgs", "-e", "list"))) {
      return NodeShell.usage("usage: vxdisk -o alldgs -e list");
    }
    StringBuilder out =
        new StringBuilder(
            "DEVICE       TYPE           DISK         GROUP        STATUS               OS_NATIVE_NAME   ATTR\n");
    guest
        .storage
        .of(Layer.Kind.DISKGROUP)
        .forEach(
            group -> {
              for (int i = 0; i < group.devices.size(); i++) {
                out.append(
                    "%-12s auto:cdsdisk   %-12s %-12s online               %-16s -\n"
                        .formatted(
                            "vdc_" + i,
                            group.imported ? group.name + "0" + (i + 1) : "-",
                            group.imported ? group.name : "(" + group.name + ")",
                            group.devices.get(i)));
              }
            });
    return Reply.out(out.toString());
  }

  /** The states of the volumes of a disk group. */
  private static Reply vxprint(Domain guest, List<String> words) {
    if (words.size() != 5
        || !words.get(0).equals("-g")
        || !words.subList(2, 5).equals(List.of("-v", "-F", "%kstate"))) {
      return NodeShell.usage("usage: vxprint -g diskgroup -v -F %kstate");
    }
    Optional<Layer> group = guest.storage.imported(Layer.Kind.DISKGROUP, words.get(1));
    return group.isEmpty()
        ? Reply.error(
            11,
            "VxVM vxprint ERROR V-5-1-582 Disk group " + words.get(1) + ": No such disk group\n")
        : Reply.out(group.get().started ? "ENABLED\n" : "DISABLED\n");
  }

  private Work vxdg(Domain guest, List<String> words) {
    if (words.size() != 2 || !List.of("deport", "import").contains(words.get(0))) {
      return Work.refused(
          true, cluster.span(Span.GUEST), NodeShell.usage("usage: vxdg deport|import diskgroup"));
    }
    boolean deports = words.get(0).equals("deport");
    return change(() -> deports ? deport(guest, words.get(1)) : importGroup(guest, words.get(1)));
  }

  private static Reply deport(Domain guest, String name) {
    Optional<Layer> group = guest.storage.imported(Layer.Kind.DISKGROUP, name);
    if (group.isEmpty()) {
      return Reply.error(
          11, "VxVM vxdg ERROR V-5-1-582 Disk group " + name + ": No such disk group\n");
    }
    String inside = "/dev/vx/dsk/" + name + "/";
    boolean open =
        guest.mounts.stream().anyMatch(mount -> mount.special().startsWith(inside))
            || guest.holders.stream()
                .anyMatch(one -> one.mountPoint().replace("/rdsk/", "/dsk/").startsWith(inside));
    if (open) {
      return Reply.error(
          1,
          "VxVM vxdg ERROR V-5-1-584 Disk group "
              + name
              + ": Some volumes in the disk group are in use\n");
    }
    group.get().imported = false;
    return Reply.SILENT;
  }

  private Reply importGroup(Domain guest, String name) {
    Optional<Layer> group = guest.storage.layer(Layer.Kind.DISKGROUP, name);
    if (group.isEmpty() || !cluster.fileSystems().works(guest, "/dev/vx/dsk/" + name + "/x")) {
      return Reply.error(
          1,
          "VxVM vxdg ERROR V-5-1-10978 Disk group "
              + name
              + ": import failed:\nNo valid disk found containing disk group\n");
    }
    if (group.get().imported) {
      return Reply.error(
          1,
          "VxVM vxdg ERROR V-5-1-10978 Disk group "
              + name
              + ": import failed:\nDisk group exists and is imported\n");
    }
    group.get().imported = true;
    group.get().started = false;
    return Reply.SILENT;
  }

  /** A disk group that was imported by hand has its volumes stopped. */
  private static Reply vxvol(Domain guest, List<String> words) {
    if (words.size() != 3 || !words.get(0).equals("-g") || !words.get(2).equals("startall")) {
      return NodeShell.usage("usage: vxvol -g diskgroup startall");
    }
    Optional<Layer> group = guest.storage.imported(Layer.Kind.DISKGROUP, words.get(1));
    group.ifPresent(each -> each.started = true);
    return group.isPresent()
        ? Reply.SILENT
        : Reply.error(11, "VxVM vxvol ERROR V-5-1-607 Diskgroup " + words.get(1) + " not found\n");
  }

  private static Reply swap(Domain guest, List<String> words) {
    if (!words.equals(List.of("-l"))) {
      return NodeShell.usage("usage: swap -l");
    }
    if (guest.storage.swap.isEmpty()) {
      return Reply.error(1, "No swap devices configured\n");
    }
    StringBuilder out = new StringBuilder("swapfile             dev    swaplo   blocks     free\n");
    guest.storage.swap.forEach(
        device -> out.append("%-20s 256,1       16  4194288  4194288\n".formatted(device)));
    return Reply.out(out.toString());
  }

  private static Reply lofiadm(Domain guest, List<String> words) {
    if (!words.isEmpty()) {
      return NodeShell.usage("Usage: lofiadm");
    }
    StringBuilder out =
        new StringBuilder("Block Device             File                           Options\n");
    for (int i = 0; i < guest.storage.lofi.size(); i++) {
      out.append("%-24s %-30s -\n".formatted("/dev/lofi/" + (i + 1), guest.storage.lofi.get(i)));
    }
    return Reply.out(out.toString());
  }

  private static Reply unshare(Domain guest, List<String> words) {
    return words.size() == 1 && guest.storage.shared.remove(words.get(0))
        ? Reply.SILENT
        : Reply.error(1, "unshare: path not shared\n");
  }

  private static Reply dumpadm(Domain guest, List<String> words) {
    if (!words.isEmpty()) {
      return NodeShell.usage("usage: dumpadm");
    }
    return Reply.out(
        """
              Dump content: kernel pages
               Dump device: %s
        Savecore directory: /var/crash/%s
          Savecore enabled: yes
        """
            .formatted(
                guest.storage.dump.isEmpty() ? "none" : guest.storage.dump + " (dedicated)",
                guest.name));
  }
}
