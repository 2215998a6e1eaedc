package org.cvmsnap.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A mounted file system, as a line of {@code /etc/mnttab}.
 *
 * @param epoch when it was mounted, in seconds
 */
record Mount(String special, String mountPoint, String fstype, List<String> options, long epoch) {
  /** Options of which a file system has one at a time. */
  private static final List<List<String>> EITHER =
      List.of(
          List.of("rw", "ro"),
          List.of("suid", "nosuid"),
          List.of("devices", "nodevices"),
          List.of("exec", "noexec"),
          List.of("setuid", "nosetuid"),
          List.of("log", "delaylog", "tmplog", "nolog"),
          List.of("largefiles", "nolargefiles"),
          List.of("intr", "nointr"),
          List.of("logging", "nologging"),
          List.of("xattr", "noxattr"));

  Mount {
    options = List.copyOf(options);
  }

  /** What importing a pool mounts. */
  static Mount of(GuestStorage.Dataset dataset, long epoch) {
    return new Mount(
        dataset.name(), dataset.mountPoint(), "zfs", effective("zfs", dataset.name(), "-"), epoch);
  }

  /** The same, where mount leaves out that option. */
  Mount without(String option) {
    List<String> kept = options.stream().filter(each -> !each.equals(option)).toList();
    return new Mount(special, mountPoint, fstype, kept, epoch);
  }

  boolean writes() {
    return !options.contains("ro");
  }

  /** The mount table's options for what vfstab or the command line asked for. */
  static List<String> effective(String fstype, String special, String asked) {
    List<String> options =
        new ArrayList<>(
            switch (fstype) {
              case "vxfs" -> List.of("rw", "suid", "delaylog", "largefiles", "ioerror=mwdisable");
              case "ufs" ->
                  List.of("rw", "suid", "intr", "largefiles", "logging", "xattr", "onerror=panic");
              case "zfs" ->
                  List.of(
                      "rw", "devices", "setuid", "nonbmand", "exec", "rstchown", "xattr", "atime");
              case "nfs" -> List.of("rw", "xattr");
              case "tmpfs", "lofs" -> List.of("rw");
              default -> List.of("rw", "suid");
            });
    Arrays.stream(asked.split(",", -1))
        .filter(option -> !List.of("", "-", "remount", "defaults").contains(option))
        .forEach(option -> set(options, option));
    options.add("dev=" + Integer.toHexString(0x3f80000 + Math.floorMod(special.hashCode(), 65536)));
    return options;
  }

  private static void set(List<String> options, String option) {
    for (int i = 0; i < options.size(); i++) {
      if (excludes(options.get(i), option)) {
        options.set(i, option);
        return;
      }
    }
    options.add(option);
  }

  private static boolean excludes(String present, String option) {
    int value = option.indexOf('=');
    return present.equals(option)
        || (value > 0 && present.startsWith(option.substring(0, value + 1)))
        || EITHER.stream().anyMatch(set -> set.contains(present) && set.contains(option));
  }

  String mnttab() {
    return String.join(
            "\t", special, mountPoint, fstype, String.join(",", options), String.valueOf(epoch))
        + "\n";
  }

  static Mount from(ConfigTable doc) {
    Mount mount =
        new Mount(
            doc.text("special"),
            doc.text("mountPoint"),
            doc.text("fstype"),
            doc.texts("options"),
            doc.number("epoch"));
    doc.finish();
    return mount;
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("special", special);
    map.put("mountPoint", mountPoint);
    map.put("fstype", fstype);
    map.put("options", options);
    map.put("epoch", epoch);
    return map;
  }
}
