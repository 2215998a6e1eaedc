package org.cvmsnap.sim;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A virtual disk of a domain.
 *
 * @param volume what it shows, {@code volume@service}
 * @param id N of {@code disk@N} and of the front end {@code c0dN}
 * @param auto whether nobody has given it that number, so that binding may give it another one
 * @param timeout seconds, or empty
 * @param server the domain that serves it; empty for the control domain
 */
record Vdisk(String name, String volume, int id, boolean auto, String timeout, String server) {
  static Vdisk from(ConfigTable doc) {
    Vdisk disk =
        new Vdisk(
            doc.text("name"),
            doc.text("volume"),
            Math.toIntExact(doc.number("id")),
            doc.flag("auto", false),
            doc.text("timeout", ""),
            doc.text("server", ""));
    doc.finish();
    return disk;
  }

  Vdisk numbered(int number) {
    return new Vdisk(name, volume, number, auto, timeout, server);
  }

  /** The domain that serves it, where {@code control} is the node's control domain. */
  String servedBy(String control) {
    return server.isEmpty() ? control : server;
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("volume", volume);
    map.put("id", id);
    map.put("auto", auto);
    map.put("timeout", timeout);
    map.put("server", server);
    return map;
  }
}
