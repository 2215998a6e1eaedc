package org.cvmsnap.vxvm;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.VolumeName;

/** Reads {@code vxassist -g DG listtag}. */
final class TagListParser {
  // TY NAME         DISKGROUP        TAG
  // =========================================================
  // v  ldom1_s1     appdg            cvmsnap.run=20240309T070500Z-ldom1-4f2a
  // A tag without a value has no "="; a value may hold blanks. A group without tags may print
  // nothing: nothing then bears cvmsnap's mark, and so cvmsnap removes nothing.

  private static final Pattern HEADING = Pattern.compile("TY\\s+NAME\\s+DISKGROUP\\s+TAG\\b.*");
  private static final Pattern RULER = Pattern.compile("[=\\s]+");
  private static final Pattern ROW =
      Pattern.compile("(?:v|vt)\\s+(\\S+)\\s+(\\S+)\\s+([^=\\s]+)(?:=(.*))?");

  Map<VolumeName, Map<String, String>> parse(GroupName group, String output) {
    Map<VolumeName, Map<String, String>> tags = new LinkedHashMap<>();
    Rows.stream(output).forEach(row -> add(group, row, tags));
    tags.replaceAll((name, ofVolume) -> Map.copyOf(ofVolume));
    return Map.copyOf(tags);
  }

  private static void add(GroupName group, String row, Map<VolumeName, Map<String, String>> tags) {
    if (HEADING.matcher(row).matches() || RULER.matcher(row).matches()) {
      return;
    }
    Matcher matcher = ROW.matcher(row);
    if (!matcher.matches() || !matcher.group(2).equals(group.value())) {
      throw new IllegalArgumentException("not a tag in " + group + ": " + row);
    }
    String value = matcher.group(4);
    tags.computeIfAbsent(new VolumeName(matcher.group(1)), name -> new LinkedHashMap<>())
        .put(matcher.group(3).intern(), value == null ? "" : value);
  }
}
