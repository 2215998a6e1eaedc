package org.cvmsnap.vxvm;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.cvmsnap.model.VolumeName;

/** Reads which volumes {@code vxassist -g DG snapprint} shows as tied to each other. */
final class SnapPrintParser {
  // V  NAME         USETYPE      LENGTH
  // SS SNAPOBJ      NAME         LENGTH   %DIRTY
  // DP NAME         VOLUME       LENGTH   %DIRTY
  //
  // v  ldom1_data   fsgen        20971520
  // ss ldom1_s1_snp ldom1_s1     20971520 4
  // dp ldom1_data-01 ldom1_data  20971520 4
  // A group without snapshots may print the headings alone, or nothing.

  private static final Set<String> KINDS = Set.of("v", "ss", "dp", "V", "SS", "DP");

  Set<VolumeName> parse(String output) {
    List<List<String>> rows = Rows.of(output).stream().map(Rows::words).toList();
    for (List<String> row : rows) {
      if (!KINDS.contains(row.get(0)) || row.size() < 3) {
        throw new IllegalArgumentException("not a snapshot: " + String.join(" ", row));
      }
    }
    return rows.stream()
        .filter(row -> row.get(0).equals("ss"))
        .map(row -> new VolumeName(row.get(2)))
        .collect(Collectors.toUnmodifiableSet());
  }
}
