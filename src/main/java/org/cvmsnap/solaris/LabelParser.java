package org.cvmsnap.solaris;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cvmsnap.model.Slice;

/** Reads {@code prtvtoc}: the slices of a disk, whether its label is SMI or EFI. */
final class LabelParser {
  // * /dev/rdsk/c0d2s0 partition map
  // *                          First     Sector    Last
  // * Partition  Tag  Flags    Sector     Count    Sector  Mount Directory
  //        0      2    00          0    270540    270539   /data
  private static final Pattern HEADINGS = Pattern.compile("\\*\\s*Partition\\s+Tag\\s+Flags\\s.*");
  private static final Pattern SLICE =
      Pattern.compile(
          "\\s*(?<number>\\d{1,3})\\s+(?<tag>\\d{1,3})\\s+[0-9a-f]{2}\\s+(?<first>\\d{1,18})"
              + "\\s+(?<sectors>\\d{1,18})\\s+(?<last>\\d{1,18})(?:\\s+/.*)?\\s*");

  List<Slice> parse(String output) {
    List<Slice> slices = new ArrayList<>();
    boolean headed = false;
    for (String line : output.lines().filter(text -> !text.isBlank()).toList()) {
      if (line.startsWith("*")) {
        headed |= HEADINGS.matcher(line).matches();
      } else {
        slices.add(slice(line));
      }
    }
    if (!headed) {
      throw new IllegalArgumentException("no headings");
    }
    return List.copyOf(slices);
  }

  private static Slice slice(String line) {
    Matcher matcher = SLICE.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a slice: " + line);
    }
    long first = Long.parseLong(matcher.group("first"));
    long sectors = Long.parseLong(matcher.group("sectors"));
    if (first + sectors - 1 != Long.parseLong(matcher.group("last"))) {
      throw new IllegalArgumentException("a slice that does not end where it should: " + line);
    }
    return new Slice(
        Integer.parseInt(matcher.group("number")),
        Integer.parseInt(matcher.group("tag")),
        first,
        sectors);
  }
}
