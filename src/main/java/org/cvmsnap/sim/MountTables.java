package org.cvmsnap.sim;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.cvmsnap.sim.command.Reply;

/**
 * The tables of what is mounted in a guest, of what is to be, and of what it shares, as commands
 * print them.
 */
final class MountTables {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ROOT).withZone(ZoneOffset.UTC);

  private MountTables() {}

  /** {@code cat}(1) of the files that tell of them. */
  static Reply cat(Domain guest, List<String> files) {
    StringBuilder out = new StringBuilder();
    StringBuilder err = new StringBuilder();
    for (String file : files) {
      switch (file) {
        case "/etc/mnttab" -> mounted(guest).forEach(mount -> out.append(mount.mnttab()));
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

  /** All that is mounted. */
  static List<Mount> mounted(Domain guest) {
    return Stream.concat(guest.mounts.stream(), pseudo(guest.os.startedAt).stream()).toList();
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

  /** The pseudo file systems that every guest has mounted since it booted. */
  private static List<Mount> pseudo(Instant booted) {
    long epoch = booted.plus(Duration.ofSeconds(20)).getEpochSecond();
    return List.of(
        new Mount("/devices", "/devices", "devfs", List.of("dev=8d80000"), epoch),
        new Mount("/dev", "/dev", "dev", List.of("dev=8dc0000"), epoch),
        new Mount("proc", "/proc", "proc", List.of("dev=8e40000"), epoch),
        new Mount("mnttab", "/etc/mnttab", "mntfs", List.of("dev=8e80001"), epoch),
        new Mount("swap", "/tmp", "tmpfs", List.of("xattr", "dev=8ec0002"), epoch));
  }

  /** A line of {@code mount} without options. */
  static String sentence(Mount mount) {
    return mount.mountPoint()
        + " on "
        + mount.special()
        + " "
        + slashed(mount)
        + " on "
        + date(mount);
  }

  /** A line of {@code mount -v}. */
  static String verbose(Mount mount) {
    return "%s on %s type %s %s on %s"
        .formatted(
            mount.special(), mount.mountPoint(), mount.fstype(), slashed(mount), date(mount));
  }

  /** A line of {@code mount -p}. */
  static String asVfstab(Mount mount) {
    return "%s - %s %s - no %s"
        .formatted(
            mount.special(), mount.mountPoint(), mount.fstype(), String.join(",", mount.options()));
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
}
