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
 * @param label whether the guest finds its slices, and with them what is on them
 */
record Vdisk(
    String name, String volume, int id, boolean auto, String timeout, String server, Label label) {
  /** What becomes of the label in the volume. */
  enum Label {
    KEPT,
    LOST_AT_BIND,
    LOST
  }

  static Vdisk from(ConfigTable doc) {
    Vdisk disk =
        new Vdisk(
            doc.text("name"),
            doc.text("volume"),
            doc.integer("id"),
            doc.flag("auto", false),
            doc.text("timeout", ""),
            doc.text("server", ""),
            doc.choice("label", Label.class, Label.KEPT));
    doc.finish();
    return disk;
  }

  Vdisk numbered(int number) {
    return new Vdisk(name, volume, number, auto, timeout, server, label);
  }

  boolean labelled() {
    return label != Label.LOST;
  }

  Vdisk labelled(Label now) {
    return new Vdisk(name, volume, id, auto, timeout, server, now);
  }

  /** The same once its domain is bound again. */
  Vdisk rebound() {
    return label == Label.LOST_AT_BIND ? labelled(Label.LOST) : this;
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
    map.put("label", CommandWords.of(label));
    return map;
  }
}
