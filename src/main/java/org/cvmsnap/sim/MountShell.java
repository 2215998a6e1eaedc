package org.cvmsnap.sim;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;
import org.cvmsnap.sim.vxvm.FileSystemState;

/** {@code mount}(1M), {@code umount}(1M) and the two tables of a guest. */
final class MountShell {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String USAGE =
      "Usage:\nmount [-a] | [-p] | [-v] | [-F FSType] [-o options] [special] [mount_point]";

  /** No guest has a device or a mount point of that name: a command that names it only asks. */
  private static final String TRIAL = "/cvmsnap-";

  private final SimCluster cluster;

  MountShell(SimCluster cluster) {
    this.cluster = cluster;
  }

  Reply cat(Domain guest, List<String> files) {
    StringBuilder out = new StringBuilder();
    StringBuilder err = new StringBuilder();
    for (String file : files) {
      switch (file) {
        case "/etc/mnttab" -> table(guest).forEach(mount -> out.append(mount.mnttab()));
        case "/etc/vfstab" -> out.append(vfstab(guest));
        case "/etc/dfs/sharetab" ->
            guest.storage.shared.forEach(
                path -> out.append(path).append("\t-\tnfs\tsec=sys,rw\t\n"));
        default ->
            err.append("cat: cannot open ").append(file).append(": No such file or directory\n");
      }
    }
    return new Reply(err.isEmpty() ? 0 : 2, out.toString(), err.toString());
  }

  private static List<Mount> table(Domain guest) {
    return Stream.concat(guest.mounts.stream(), GuestShell.pseudo(guest.startedAt).stream())
        .toList();
  }

  private static String vfstab(Domain guest) {
    StringBuilder out =
        new StringBuilder(
            """
            #device\tdevice\tmount\tFS\tfsck\tmount\tmount
            #to mount\tto fsck\tpoint\ttype\tpass\tat boot\toptions
            #
            fd\t-\t/dev/fd\tfd\t-\tno\t-
            /proc\t-\t/proc\tproc\t-\tno\t-
            swap\t-\t/tmp\ttmpfs\t-\tyes\t-
            """);
    guest.vfstab.forEach(entry -> out.append(entry.line()));
    return out.toString();
  }

  Work mount(Domain guest, List<String> words) {
    if (words.isEmpty()) {
      return list(guest, MountShell::sentence);
    }
    if (words.equals(List.of("-v"))) {
      return list(guest, MountShell::verbose);
    }
    if (words.equals(List.of("-p"))) {
      return list(
          guest,
          mount ->
              "%s - %s %s - no %s"
                  .formatted(
                      mount.special(),
                      mount.mountPoint(),
                      mount.fstype(),
                      String.join(",", mount.options())));
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
  private static Reply eachOf(List<String> names, Function<String, Reply> act) {
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
          table(guest).forEach(mount -> out.append(line.apply(mount)).append('\n'));
          return Reply.out(out.toString());
        });
  }

  private static String sentence(Mount mount) {
    return mount.mountPoint()
        + " on "
        + mount.special()
        + " "
        + slashed(mount)
        + " on "
        + date(mount);
  }

  private static String verbose(Mount mount) {
    return "%s on %s type %s %s on %s"
        .formatted(
            mount.special(), mount.mountPoint(), mount.fstype(), slashed(mount), date(mount));
  }

  private static String slashed(Mount mount) {
    List<String> words = new ArrayList<>(mount.options());
    words.replaceAll(
        word -> word.equals("rw") ? "read/write" : word.equals("ro") ? "read only" : word);
    return String.join("/", words);
  }

  private static String date(Mount mount) {
    return DATE.format(Instant.ofEpochSecond(mount.epoch()));
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
    boolean complete = !request.special().isEmpty();
    if (!complete && entry.isEmpty()) {
      return Reply.error(1, "mount: Mount point cannot be determined\n");
    }
    String special = complete ? request.special() : entry.orElseThrow().special();
    String mountPoint = complete ? request.mountPoint() : entry.orElseThrow().mountPoint();
    String fstype =
        request.fstype().isEmpty()
            ? entry.map(VfstabEntry::fstype).orElse("ufs")
            : request.fstype();
    String options =
        request.options().isEmpty() && !complete
            ? entry.orElseThrow().options()
            : request.options();
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
        table(guest).stream()
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
    Mount mount =
        new Mount(special, mountPoint, fstype, Mount.effective(fstype, special, options), epoch())
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

  Work unmount(Domain guest, List<String> words) {
    if (words.size() > 1 && words.get(0).equals("-a")) {
      return Work.change(
          cluster.span(Span.UNMOUNT),
          () -> eachOf(words.subList(1, words.size()), name -> unmount(guest, name, false)));
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
    return names.get(0).startsWith(TRIAL)
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
                  name, name.startsWith(TRIAL) ? "no such file or directory" : "not mounted"));
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

    boolean remount() {
      return List.of(options.split(",", -1)).contains("remount");
    }
  }
}
