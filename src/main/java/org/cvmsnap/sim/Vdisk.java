package org.cvmsnap.sim;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A virtual disk of a domain.
 *
 * @param volume what it shows, {@code volume@service}
 * @param id N of {@code disk@N} and of the front end {@code c0dN}
 * @param timeout seconds, or empty
 */
record Vdisk(String name, String volume, int id, String timeout) {
  static Vdisk from(Doc doc) {
    Vdisk disk =
        new Vdisk(
            doc.text("name"),
            doc.text("volume"),
            Math.toIntExact(doc.number("id")),
            doc.text("timeout", ""));
    doc.finish();
    return disk;
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("volume", volume);
    map.put("id", id);
    map.put("timeout", timeout);
    return map;
  }
}
