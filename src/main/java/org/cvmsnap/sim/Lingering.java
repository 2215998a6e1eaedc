package org.cvmsnap.sim;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The back end of a disk that a domain has let go of, and that is open a while longer.
 *
 * @param volume as {@code ldm} names it, {@code VOL@VDS}
 */
record Lingering(String volume, Instant until) {
  static Lingering from(ConfigTable doc) {
    Lingering lingering = new Lingering(doc.text("volume"), doc.instant("until", Instant.EPOCH));
    doc.finish();
    return lingering;
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("volume", volume);
    map.put("until", until.toString());
    return map;
  }
}
