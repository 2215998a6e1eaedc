package org.cvmsnap.solaris;

import java.util.List;
import org.cvmsnap.model.Mount;

/** Reads {@code /etc/mnttab}. */
final class MnttabParser {
  // special, mount point, type, options and time, with one TAB between:
  // /dev/dsk/c0d2s0	/data	vxfs	rw,suid,delaylog,largefiles,dev=11c0010	1700000000

  List<Mount> parse(String output) {
    List<Mount> mounts =
        output.lines().filter(line -> !line.isBlank()).map(MnttabParser::mount).toList();
    if (mounts.isEmpty()) {
      throw new IllegalArgumentException("no mounts, not even /");
    }
    return mounts;
  }

  private static Mount mount(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length != 5) {
      throw new IllegalArgumentException("not a mount: " + line);
    }
    return new Mount(fields[0], fields[1], fields[2], options(fields[3]));
  }

  private static List<String> options(String field) {
    return field.isEmpty() || field.equals("-") ? List.of() : List.of(field.split(",", -1));
  }
}
