package org.cvmsnap.sim;

import java.util.LinkedHashMap;
import java.util.Map;

/** A process in a guest that has a file open under a mount point. */
record Holder(int pid, String user, String command, String mountPoint) {
  static Holder from(ConfigTable doc) {
    Holder holder =
        new Holder(
            doc.integer("pid"),
            doc.text("user", "root"),
            doc.text("command"),
            doc.text("mountPoint"));
    doc.finish();
    return holder;
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("pid", pid);
    map.put("user", user);
    map.put("command", command);
    map.put("mountPoint", mountPoint);
    return map;
  }
}
