package org.cvmsnap.vxvm;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cvmsnap.model.VolumeName;

/** Reads what {@code vxprint -v} prints in the format {@link #FORMAT}. */
final class ExclusiveParser {
  // ldom1_data|off
  // A field that this release does not know prints as nothing or "-".

  static final String FORMAT = "%name|%exclusive";

  /** Whether one node alone may open a volume; one whose field says nothing is left out. */
  Map<VolumeName, Boolean> parse(String output) {
    Map<VolumeName, Boolean> told = new LinkedHashMap<>();
    int rows = 0;
    for (String row : Rows.of(output)) {
      String[] fields = row.split("\\|", -1);
      if (fields.length != 2) {
        throw new IllegalArgumentException("not two attributes: " + row);
      }
      VolumeName name = new VolumeName(fields[0].strip());
      AttributesParser.onOff(fields[1]).ifPresent(on -> told.put(name, on));
      rows++;
    }
    if (rows == 0) {
      throw new IllegalArgumentException("no volumes");
    }
    return Map.copyOf(told);
  }
}
