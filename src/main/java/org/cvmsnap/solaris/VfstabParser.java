package org.cvmsnap.solaris;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.model.VfstabEntry;

/** Reads {@code /etc/vfstab}. */
final class VfstabParser {
  // #device         device           mount   FS    fsck  mount    mount
  // #to mount       to fsck          point   type  pass  at boot  options
  // /dev/dsk/c0d2s0 /dev/rdsk/c0d2s0 /data   vxfs  2     yes      delaylog
  // "-" is an absent value. A line of another number of fields is an error to Solaris too
  // (getvfsent(3C)).

  private static final Set<String> AT_BOOT = Set.of("yes", "no", "-");

  List<VfstabEntry> parse(String output) {
    return output
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(VfstabParser::entry)
        .toList();
  }

  private static VfstabEntry entry(String line) {
    String[] fields = line.split("\\s+", -1);
    if (fields.length != 7 || !AT_BOOT.contains(fields[5])) {
      throw new IllegalArgumentException("not an entry of vfstab: " + line);
    }
    return new VfstabEntry(
        fields[0],
        present(fields[2]),
        fields[3],
        fields[5].equals("yes"),
        present(fields[6]).map(options -> List.of(options.split(",", -1))).orElse(List.of()));
  }

  private static Optional<String> present(String field) {
    return Optional.of(field).filter(text -> !text.equals("-"));
  }
}
