package org.cvmsnap.solaris;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cvmsnap.model.StorageLayer;
import org.cvmsnap.model.StorageLayer.Kind;

/** Reads what a guest has made of its disks. */
final class StorageParsers {
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  // ls -l /dev/rdsk; unit addresses of device paths are hexadecimal by IEEE 1275:
  // total 48
  // lrwxrwxrwx 1 root root 68 Feb 28 01:00 c0d2s0 ->
  //     ../../devices/virtual-devices@100/channel-devices@200/disk@2:a,raw
  private static final Pattern LINK =
      Pattern.compile(
          ".*\\s(?<name>c\\d{1,9}d\\d{1,9}(?:s\\d+)?) -> \\S*/virtual-devices@[0-9a-f]+/channel-devices@[0-9a-f]+"
              + "/disk@(?<unit>[0-9a-f]{1,7}):\\S+");

  // zpool status; a device that is gone may stand as a number, with "was /dev/dsk/..." behind it:
  //   pool: tank
  //  state: ONLINE
  // config:
  //         NAME        STATE     READ WRITE CKSUM
  //         tank        ONLINE       0     0     0
  //           mirror-0  ONLINE       0     0     0
  //             c0d2    ONLINE       0     0     0
  // errors: No known data errors
  private static final Pattern POOL = Pattern.compile("\\s*pool: (\\S+)\\s*");
  private static final Pattern VDEV_GROUP =
      Pattern.compile(
          "(mirror|raidz\\d?|spare|replacing|logs?|cache|spares|meta|metadata)(-\\d+)?");

  // The devices of a metadevice are the words with a slice; d10's parts may be metadevices:
  // d10 -m d11 d12 1
  // d11 1 1 c0d2s0
  private static final Pattern DEVICE = Pattern.compile("(?:/dev/r?dsk/)?(c\\d+\\S*s\\d+|d\\d+)");

  private static final Pattern NATIVE = Pattern.compile("c\\d+(?:t\\w+)?d\\d+(?:s\\d+)?");

  private StorageParsers() {}

  /** The unit address of the virtual disk that each link leads to, by the link's name. */
  static Map<String, String> links(String output) {
    if (!output.startsWith("total ")) {
      throw new IllegalArgumentException("no heading of a directory");
    }
    Map<String, String> units = new LinkedHashMap<>();
    output
        .lines()
        .map(LINK::matcher)
        .filter(Matcher::matches)
        .forEach(link -> units.putIfAbsent(link.group("name"), link.group("unit")));
    return units;
  }

  static List<StorageLayer> pools(String output) {
    List<StorageLayer> pools = new ArrayList<>();
    String pool = "";
    List<String> devices = new ArrayList<>();
    boolean config = false;
    for (String line : output.lines().toList()) {
      Matcher begins = POOL.matcher(line);
      String first = BLANKS.split(line.strip(), 2)[0];
      if (begins.matches()) {
        requireEnd(pool);
        pool = begins.group(1);
        devices = new ArrayList<>();
      } else if (first.equals("NAME")) {
        config = true;
      } else if (first.equals("errors:")) {
        pools.add(new StorageLayer(Kind.POOL, pool, devices));
        pool = "";
        config = false;
      } else if (config
          && !first.isEmpty()
          && !first.equals(pool)
          && !VDEV_GROUP.matcher(first).matches()) {
        devices.add(first);
      }
    }
    requireEnd(pool);
    if (pools.isEmpty() && !output.strip().equals("no pools available")) {
      throw new IllegalArgumentException("neither pools nor that there are none");
    }
    return List.copyOf(pools);
  }

  /** What is told of a pool ends with its errors: without them more of its devices may follow. */
  private static void requireEnd(String pool) {
    if (!pool.isEmpty()) {
      throw new IllegalArgumentException("no errors of pool " + pool);
    }
  }

  static List<StorageLayer> metadevices(String output) {
    // A long line is continued after a backslash.
    return output
        .replace("\\\n", " ")
        .lines()
        .map(line -> BLANKS.split(line.strip(), -1))
        .filter(words -> !words[0].isEmpty())
        .map(
            words ->
                new StorageLayer(
                    Kind.METADEVICE,
                    words[0].substring(words[0].lastIndexOf('/') + 1),
                    List.of(words).subList(1, words.length).stream()
                        .map(DEVICE::matcher)
                        .filter(Matcher::matches)
                        .map(word -> word.group(1))
                        .toList()))
        .toList();
  }

  // vxdisk -o alldgs -e list; a group in brackets is not imported:
  // DEVICE       TYPE           DISK     GROUP    STATUS   OS_NATIVE_NAME   ATTR
  // disk_0       auto:cdsdisk   appdg01  appdg    online   c0d2s2           -
  static List<StorageLayer> diskGroups(String output) {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    for (String line : rows("DEVICE", output)) {
      String[] words = BLANKS.split(line.strip(), -1);
      if (words.length < 5) {
        throw new IllegalArgumentException("not a disk: " + line);
      }
      if (!words[3].equals("-") && !words[3].startsWith("(")) {
        groups
            .computeIfAbsent(words[3], key -> new ArrayList<>())
            .add(
                List.of(words).stream()
                    .filter(word -> NATIVE.matcher(word).matches())
                    .reduce((first, last) -> last)
                    .orElse(words[0]));
      }
    }
    return groups.entrySet().stream()
        .map(group -> new StorageLayer(Kind.DISK_GROUP, group.getKey(), group.getValue()))
        .toList();
  }

  // swap -l:
  // swapfile             dev    swaplo   blocks     free
  // /dev/dsk/c0d0s1     256,1       16  4194288  4194288
  static List<String> swap(String output) {
    return rows("swapfile", output).stream().map(line -> BLANKS.split(line.strip(), 2)[0]).toList();
  }

  private static final Pattern DUMP = Pattern.compile("\\s*Dump device: (\\S+)(?: .*)?");

  /** The device for crash dumps; empty for none, or for swap. */
  static Optional<String> dump(String output) {
    String device =
        output
            .lines()
            .map(DUMP::matcher)
            .filter(Matcher::matches)
            .map(line -> line.group(1))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no dump device is named"));
    return Optional.of(device).filter(path -> path.startsWith("/"));
  }

  // /etc/dfs/sharetab, with a TAB between: path, resource, type, options, comment
  private static final Pattern SHARE = Pattern.compile("(/[^\t]*)\t[^\t]*\t[^\t]*\t.*");

  static List<String> shares(String output) {
    return matched(lines(output), SHARE);
  }

  // lofiadm:
  // Block Device             File                           Options
  // /dev/lofi/1              /data/disk.img                 -
  private static final Pattern LOFI = Pattern.compile("/dev/\\S+\\s+(/(?:.*\\S)?)\\s+\\S+");

  static List<String> lofi(String output) {
    return matched(rows("Block Device", output), LOFI);
  }

  private static final Pattern PROCESS = Pattern.compile("\\s*\\d+ (\\w+)");

  /** The programs in {@code pgrep -l} where it has found some: it ends with 1 where it has not. */
  static List<String> programs(String output) {
    List<String> programs = matched(lines(output), PROCESS).stream().distinct().toList();
    if (programs.isEmpty()) {
      throw new IllegalArgumentException("some are found, and none is named");
    }
    return programs;
  }

  private static List<String> lines(String output) {
    return output.lines().filter(line -> !line.isBlank()).toList();
  }

  /** The lines of a table, which are not there without its heading. */
  private static List<String> rows(String heading, String output) {
    List<String> lines = lines(output);
    if (lines.isEmpty() || !lines.get(0).startsWith(heading)) {
      throw new IllegalArgumentException("no heading");
    }
    return lines.subList(1, lines.size());
  }

  private static List<String> matched(List<String> lines, Pattern pattern) {
    List<String> found = new ArrayList<>();
    for (String line : lines) {
      Matcher matcher = pattern.matcher(line);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("not as expected: " + line);
      }
      found.add(matcher.group(1));
    }
    return List.copyOf(found);
  }
}
