package org.cvmsnap.journal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The JSON form of an owner, in journals and in lock files. */
final class OwnerCodec {
  private OwnerCodec() {}

  static Map<String, Object> encode(Owner owner) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("host", owner.host());
    map.put("pid", owner.pid());
    map.put("since", owner.since().toString());
    map.put("command", owner.command());
    return map;
  }

  /**
   * The owner in a map that {@link #encode} made.
   *
   * @throws IllegalArgumentException when it is not one
   */
  static Owner decode(Map<?, ?> map) {
    if (!(map.get("pid") instanceof Number pid)) {
      throw new IllegalArgumentException("no process in " + map);
    }
    try {
      return new Owner(
          String.valueOf(map.get("host")),
          pid.longValue(),
          Instant.parse(String.valueOf(map.get("since"))),
          String.valueOf(map.get("command")));
    } catch (java.time.DateTimeException e) {
      throw new IllegalArgumentException("no time in " + map, e);
    }
  }
}
