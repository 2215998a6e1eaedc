package org.cvmsnap.sim;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;

/** {@code umount}(1M) in a guest, and what keeps a file system mounted. */
final class UmountShell {
  private final SimCluster cluster;

  UmountShell(SimCluster cluster) {
    this.cluster = cluster;
  }

  Work unmount(Domain guest, List<String> words) {
    if (words.size() > 1 && words.get(0).equals("-a")) {
      return Work.change(
          cluster.span(Span.UNMOUNT),
          () ->
              MountShell.eachOf(
                  words.subList(1, words.size()), name -> unmount(guest, name, false)));
    }
    boolean force = !words.isEmpty() && words.get(0).equals("-f");
    List<String> names = force ? words.subList(1, words.size()) : words;
    if (names.size() != 1 || names.get(0).startsWith("-")) {
      return Work.refused(
          true,
          cluster.span(Span.GUEST),
          NodeShell.usage(
              "Usage:\numount [-f] [-V] [-o specific_options] {special | mount-point}"));
    }
    Supplier<Reply> effect = () -> unmount(guest, names.get(0), force);
    return names.get(0).startsWith(MountShell.TRIAL)
        ? Work.read(cluster.span(Span.GUEST), effect)
        : Work.change(cluster.span(Span.UNMOUNT), effect);
  }

  private Reply unmount(Domain guest, String name, boolean force) {
    Optional<Mount> mounted =
        guest.mounts.stream()
            .filter(mount -> mount.mountPoint().equals(name) || mount.special().equals(name))
            .findFirst();
    if (mounted.isEmpty()) {
      return Reply.error(
          1,
          "umount: warning: %1$s not in mnttab\numount: %1$s %2$s\n"
              .formatted(
                  name,
                  name.startsWith(MountShell.TRIAL) ? "no such file or directory" : "not mounted"));
    }
    Mount mount = mounted.get();
    if (mount.options().stream().anyMatch(option -> option.startsWith("mntlock="))) {
      return Reply.error(
          1,
          "UX:vxfs umount: ERROR: V-3-26388: file system %s has been mount locked\n"
              .formatted(mount.mountPoint()));
    }
    if (mount.mountPoint().equals("/")
        || under(guest, mount, List.of(mount))
        || (held(guest, mount) && !force)) {
      return Reply.error(
          1,
          mount.fstype().equals("vxfs")
              ? "UX:vxfs umount: ERROR: V-3-21705: %s cannot unmount : Device busy\n"
                  .formatted(mount.mountPoint())
              : "umount: %s busy\n".formatted(mount.mountPoint()));
    }
    cluster.fileSystems().unmount(guest, mount);
    return Reply.SILENT;
  }

  /** Whether the mount cannot be taken away together with {@code others}. */
  static boolean busy(Domain guest, Mount mount, List<Mount> others) {
    return held(guest, mount) || under(guest, mount, others);
  }

  private static boolean held(Domain guest, Mount mount) {
    String below = mount.mountPoint() + "/";
    return guest.holders.stream().anyMatch(one -> one.mountPoint().equals(mount.mountPoint()))
        || guest.storage.pins().anyMatch(path -> (path + "/").startsWith(below));
  }

  private static boolean under(Domain guest, Mount mount, List<Mount> others) {
    String below = mount.mountPoint().equals("/") ? "/" : mount.mountPoint() + "/";
    return guest.mounts.stream()
        .anyMatch(
            each ->
                !others.contains(each)
                    && (each.mountPoint().startsWith(below)
                        || each.special().startsWith(mount.special() + ":")
                        || (each.fstype().equals("lofs")
                            && (each.special() + "/").startsWith(below))));
  }
}
