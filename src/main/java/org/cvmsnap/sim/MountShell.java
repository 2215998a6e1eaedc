package org.cvmsnap.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;
import org.cvmsnap.sim.vxvm.FileSystemState;

/** {@code mount}(1M) in a guest. */
final class MountShell {
  private static final String USAGE =
      "Usage:\nmount [-a] | [-p] | [-v] | [-F FSType] [-o options] [special] [mount_point]";

  /** No guest has a device or a mount point of that name: a command that names it only asks. */
  static final String TRIAL = "/cvmsnap-";

  private final SimCluster cluster;

  MountShell(SimCluster cluster) {
    this.cluster = cluster;
  }

  Work mount(Domain guest, List<String> words) {
    if (words.isEmpty()) {
      return list(guest, MountTables::sentence);
    }
    if (words.equals(List.of("-v"))) {
      return list(guest, MountTables::verbose);
    }
    if (words.equals(List.of("-p"))) {
      return list(guest, MountTables::asVfstab);
    }
    if (words.equals(List.of("-a"))) {
      return change(() -> all(guest));
    }
    if (words.size() > 1 && words.get(0).equals("-a")) {
      return change(
          () ->
              eachOf(
                  words.subList(1, words.size()),
                  name -> mount(guest, new Request("", "", "", name))));
    }
    Optional<Request> request = Request.of(words);
    return request.isEmpty()
        ? Work.refused(true, cluster.span(Span.GUEST), NodeShell.usage(USAGE))
        : request.get().special().startsWith("/dev/dsk" + TRIAL)
            ? Work.read(cluster.span(Span.GUEST), () -> absent(request.get()))
            : change(() -> mount(guest, request.get()));
  }

  /** Each is done, whatever becomes of the others; they take as long together as one alone. */
  static Reply eachOf(List<String> names, Function<String, Reply> act) {
    List<Reply> failed = names.stream().map(act).filter(reply -> reply.exit() != 0).toList();
    return failed.isEmpty()
        ? Reply.SILENT
        : Reply.error(
            failed.get(failed.size() - 1).exit(),
            failed.stream().map(Reply::err).collect(Collectors.joining()));
  }

  private static Reply absent(Request request) {
    return Reply.error(
        32,
        "mount: %s or %s, no such file or directory\n"
            .formatted(request.special(), request.mountPoint()));
  }

  private Work change(Supplier<Reply> effect) {
    return Work.change(cluster.span(Span.MOUNT), effect);
  }

  private Work list(Domain guest, Function<Mount, String> line) {
    return Work.read(
        cluster.span(Span.GUEST),
        () -> {
          StringBuilder out = new StringBuilder();
          MountTables.mounted(guest).forEach(mount -> out.append(line.apply(mount)).append('\n'));
          return Reply.out(out.toString());
        });
  }

  private Reply all(Domain guest) {
    for (VfstabEntry entry : guest.vfstab) {
      if (entry.atBoot() && guest.mountedAt(entry.mountPoint()).isEmpty()) {
        Optional<String> why = cluster.fileSystems().mount(guest, entry.mount(epoch()));
        if (why.isPresent()) {
          return Reply.error(1, "mount: " + entry.special() + ": " + why.get() + "\n");
        }
      }
    }
    return Reply.SILENT;
  }

  private Reply mount(Domain guest, Request request) {
    if (request.remount()) {
      return remount(guest, request);
    }
    Optional<VfstabEntry> entry =
        guest.vfstab.stream()
            .filter(
                line ->
                    line.mountPoint().equals(request.mountPoint())
                        || line.special().equals(request.mountPoint())
                        || line.special().equals(request.special()))
            .findFirst();
    if (request.special().isEmpty() && entry.isEmpty()) {
      return Reply.error(1, "mount: Mount point cannot be determined\n");
    }
    return mounted(guest, entry.map(request::completed).orElse(request));
  }

  private Reply mounted(Domain guest, Request asked) {
    String special = asked.special();
    String mountPoint = asked.mountPoint();
    String fstype = asked.fstype().isEmpty() ? "ufs" : asked.fstype();
    if (fstype.equals("zfs") && managed(guest, special)) {
      return Reply.error(
          1,
          "filesystem '%s' cannot be mounted using 'mount -F zfs'\nUse 'zfs set mountpoint=%s' instead.\n"
              .formatted(special, mountPoint));
    }
    if (!mountPoint.startsWith("/")) {
      return Reply.error(1, "mount: Mount point " + mountPoint + " is not an absolute pathname.\n");
    }
    boolean busy =
        MountTables.mounted(guest).stream()
            .anyMatch(
                one ->
                    one.mountPoint().equals(mountPoint)
                        || (one.special().equals(special) && special.startsWith("/dev/")));
    if (busy) {
      return Reply.error(
          32,
          fstype.equals("vxfs")
              ? "UX:vxfs mount: ERROR: V-3-21264: %s is already mounted, %s is busy,\n                 allowable number of mount points exceeded\n"
                  .formatted(special, mountPoint)
              : "mount: %s is already mounted or %s is busy\n".formatted(special, mountPoint));
    }
    if (guest.storage.of(GuestStorage.Layer.Kind.POOL).anyMatch(pool -> pool.on(special))) {
      return Reply.error(32, "mount: %s is not this fstype\n".formatted(special));
    }
    Mount mount =
        new Mount(
                special,
                mountPoint,
                fstype,
                Mount.effective(fstype, special, asked.options()),
                epoch())
            .without(guest.deviations.losesOption());
    if (cluster.fileSystems().readOnly(guest, special)) {
      Optional<Reply> against = unwritable(guest, mount);
      if (against.isPresent()) {
        return against.get();
      }
    }
    return cluster
        .fileSystems()
        .mount(guest, mount)
        .map(why -> Reply.error(32, "mount: " + special + ": " + why + "\n"))
        .orElse(Reply.SILENT);
  }

  /** On a disk that cannot be written to nothing is replayed, and nothing mounted to be written. */
  private Optional<Reply> unwritable(Domain guest, Mount mount) {
    String special = mount.special();
    if (mount.writes()) {
      return Optional.of(Reply.error(32, "mount: " + special + ": Read-only file system\n"));
    }
    return cluster.fileSystems().states(guest, special).stream().allMatch(FileSystemState::clean)
        ? Optional.empty()
        : Optional.of(
            Reply.error(
                32,
                mount.fstype().equals("vxfs")
                    ? "UX:vxfs mount: ERROR: V-3-21268: %s is corrupted. needs checking\n"
                        .formatted(special)
                    : "mount: the state of %s is not okay\n".formatted(special)));
  }

  /** Whether a file system of a pool is mounted where its properties say. */
  private static boolean managed(Domain guest, String special) {
    return guest.storage.pool(special).stream()
        .flatMap(pool -> pool.parts.stream())
        .anyMatch(dataset -> dataset.name().equals(special));
  }

  private Reply remount(Domain guest, Request request) {
    Optional<Mount> mounted = guest.mountedAt(request.mountPoint());
    if (mounted.isEmpty()) {
      return Reply.error(1, "mount: " + request.mountPoint() + " is not mounted\n");
    }
    Mount before = mounted.get();
    Mount after =
        new Mount(
                before.special(),
                before.mountPoint(),
                before.fstype(),
                Mount.effective(before.fstype(), before.special(), request.options()),
                before.epoch())
            .without(guest.deviations.losesOption());
    cluster.fileSystems().remount(guest, before, after);
    return Reply.SILENT;
  }

  private long epoch() {
    return cluster.now().getEpochSecond();
  }

  /**
   * The words of a mount.
   *
   * @param special empty when vfstab has to tell
   */
  private record Request(String fstype, String options, String special, String mountPoint) {
    static Optional<Request> of(List<String> words) {
      String fstype = "";
      String options = "";
      List<String> names = new ArrayList<>();
      for (int i = 0; i < words.size(); i++) {
        String word = words.get(i);
        boolean takesNext = word.equals("-F") || word.equals("-o");
        if (takesNext && i + 1 < words.size()) {
          i++;
          fstype = word.equals("-F") ? words.get(i) : fstype;
          options = word.equals("-o") ? words.get(i) : options;
        } else if (word.startsWith("-")) {
          return Optional.empty();
        } else {
          names.add(word);
        }
      }
      return switch (names.size()) {
        case 1 -> Optional.of(new Request(fstype, options, "", names.get(0)));
        case 2 -> Optional.of(new Request(fstype, options, names.get(0), names.get(1)));
        default -> Optional.empty();
      };
    }

    /** The same with what is not said of it taken from vfstab. */
    Request completed(VfstabEntry entry) {
      boolean complete = !special.isEmpty();
      return new Request(
          fstype.isEmpty() ? entry.fstype() : fstype,
          options.isEmpty() && !complete ? entry.options() : options,
          complete ? special : entry.special(),
          complete ? mountPoint : entry.mountPoint());
    }

    boolean remount() {
      return List.of(options.split(",", -1)).contains("remount");
    }
  }
}
