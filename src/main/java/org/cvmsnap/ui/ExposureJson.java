package org.cvmsnap.ui;

import static org.cvmsnap.ui.JsonDocument.ordered;

import java.util.Map;
import org.cvmsnap.cluster.Exposure;
import org.cvmsnap.model.VirtualDisk;
import org.jspecify.annotations.Nullable;

/** What the JSON documents tell of an export of a volume, and of the disk that it is. */
final class ExposureJson {
  private ExposureJson() {}

  static Map<String, @Nullable Object> of(Exposure each) {
    return ordered(
        "node", each.node().name(),
        "service", each.backEnd().service(),
        "volume", each.backEnd().volume(),
        "device", each.backEnd().device(),
        "options", each.backEnd().options(),
        "ldom", each.disk().map(disk -> disk.domain().value()).orElse(null),
        "disk", each.disk().map(VirtualDisk::name).orElse(null),
        "frontEnd", each.disk().flatMap(VirtualDisk::frontEnd).orElse(null));
  }
}
