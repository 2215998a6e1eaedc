package org.cvmsnap.solaris;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.VfstabEntry;

/** Reads {@code /etc/vfstab}. */
final class VfstabParser {
  // #device         device           mount   FS    fsck  mount    mount
  // #to mount       to fsck          point   type  pass  at boot  options
  // /dev/dsk/c0d2s0 /dev/rdsk/c0d2s0 /data   vxfs  2     yes      delaylog
  // "-" is an absent value. A line of another number of fields is an error to Solaris too
  // (getvfsent(3C)), which passes it over: it mounts nothing. Where no line is one, it is no
  // vfstab.

  private static final Set<String> AT_BOOT = Set.of("yes", "no", "-");

  List<VfstabEntry> parse(String output) {
    List<String> lines =
        output
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .toList();
    List<VfstabEntry> entries =
        lines.stream().flatMap(line -> entry(line.split("\\s+", -1)).stream()).toList();
    if (entries.isEmpty() && !lines.isEmpty()) {
      throw new IllegalArgumentException("not an entry of vfstab: " + lines.get(0));
    }
    return entries;
  }

  private static Optional<VfstabEntry> entry(String[] fields) {
    if (fields.length != 7 || !AT_BOOT.contains(fields[5])) {
      return Optional.empty();
    }
    if (present(fields[3]).filter(type -> !Mount.isType(type)).isPresent()) {
      throw new IllegalArgumentException("not the type of a file system: " + fields[3]);
    }
    return Optional.of(
        new VfstabEntry(
            fields[0],
            present(fields[2]),
            fields[3],
            fields[5].equals("yes"),
            present(fields[6]).map(options -> List.of(options.split(",", -1))).orElse(List.of())));
  }

  private static Optional<String> present(String field) {
    return Optional.of(field).filter(text -> !text.equals("-"));
  }
}
