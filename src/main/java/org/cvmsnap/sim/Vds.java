package org.cvmsnap.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A virtual disk service of a control domain, with the back ends that it exports. */
final class Vds {
  final String name;
  final List<Export> exports = new ArrayList<>();

  Vds(String name) {
    this.name = name;
  }

  Optional<Export> export(String volume) {
    return exports.stream().filter(export -> export.name().equals(volume)).findFirst();
  }

  static Vds from(Doc doc) {
    Vds vds = new Vds(doc.text("name"));
    doc.list("volume").forEach(volume -> vds.exports.add(Export.from(volume)));
    doc.finish();
    return vds;
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("volume", exports.stream().map(Export::toMap).toList());
    return map;
  }

  /**
   * A back end under the name that virtual disks know it by.
   *
   * @param options {@code ro}, {@code slice}, {@code excl}, joined by commas, or empty
   */
  record Export(String name, String device, String options, String mpgroup) {
    private static final Pattern VOLUME = Pattern.compile("/dev/vx/r?dsk/([^/]+)/([^/]+)");

    /** The VxVM volume behind the device; none for a file or another disk. */
    Optional<Backend> backend() {
      Matcher matcher = VOLUME.matcher(device);
      return matcher.matches()
          ? Optional.of(new Backend(matcher.group(1), matcher.group(2)))
          : Optional.empty();
    }

    static Export from(Doc doc) {
      Export export =
          new Export(
              doc.text("name"),
              doc.text("device"),
              doc.text("options", ""),
              doc.text("mpgroup", ""));
      doc.finish();
      return export;
    }

    Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("name", name);
      map.put("device", device);
      map.put("options", options);
      map.put("mpgroup", mpgroup);
      return map;
    }
  }

  /** A VxVM volume in its disk group. */
  record Backend(String group, String volume) {}
}
