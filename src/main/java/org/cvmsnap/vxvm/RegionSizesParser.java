package org.cvmsnap.vxvm;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads what {@code vxprint} prints of DCOs and caches in the format {@link #FORMAT}. */
final class RegionSizesParser {
  // ldom1_data_dco|128
  // cacheobj|128
  // Sectors (VxVM guide, preparing to create a full-sized instant snapshot: the value is passed on
  // to regionsize= as it is). A release that does not know the field prints nothing for it.

  static final String FORMAT = "%name|%regionsz";

  private static final Pattern SECTORS = Pattern.compile("[1-9]\\d{0,17}");

  /** The sizes that are told, by name of record. */
  Map<String, Long> parse(String output) {
    Map<String, Long> sizes = new LinkedHashMap<>();
    for (String row : Rows.of(output)) {
      int bar = row.indexOf('|');
      if (bar <= 0 || row.substring(0, bar).contains(" ")) {
        throw new IllegalArgumentException("not a region size: " + row);
      }
      String size = row.substring(bar + 1).strip();
      if (SECTORS.matcher(size).matches()) {
        sizes.put(row.substring(0, bar), Long.valueOf(size));
      }
    }
    return Map.copyOf(sizes);
  }
}
